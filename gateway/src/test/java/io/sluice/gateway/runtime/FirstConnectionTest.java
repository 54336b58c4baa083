package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sluice.gateway.api.ListenAddress;
import io.sluice.gateway.config.ConfigReader;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.operations.ChannelView;
import io.sluice.gateway.operations.SkuView;
import io.sluice.simulator.amazon.AmazonAccount;
import io.sluice.simulator.amazon.AmazonMarketplace;
import io.sluice.simulator.bol.BolMarketplace;
import io.sluice.simulator.market.Marketplace;
import io.sluice.simulator.shopify.ShopifyShop;
import io.sluice.simulator.woocommerce.WooShop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a merchant is told who connects his marketplaces and makes the usual mistakes. */
@Timeout(120)
class FirstConnectionTest {
  private static final String CHANNELS =
      """
      version: 1
      channels:
        amazon_de:
          adapter: amazon
          seller: %s
          marketplace: DE
          client_id: %s
          client_secret: "${env:AMAZON_SECRET}"
          refresh_token: "${env:AMAZON_TOKEN}"
          endpoint: "AMAZON"
          token_endpoint: "AMAZON/auth/o2/token"
          allow_private: yes
          fields: { item_name: name, product_type: brand }
        bol_nl:
          adapter: bol
          client_id: %s
          client_secret: "${env:BOL_SECRET}"
          delivery_code: 1-2d
          endpoint: "BOL"
          token_endpoint: "BOL/token"
          allow_private: yes
        shopify_eu:
          adapter: shopify
          shop: demo
          client_id: %s
          client_secret: "${env:SHOPIFY_SECRET}"
          location: "1"
          currency: EUR
          endpoint: "SHOPIFY"
          allow_private: yes
        woo_b2b:
          adapter: woocommerce
          store: "WOO"
          consumer_key: "${env:WOO_KEY}"
          consumer_secret: "${env:WOO_SECRET}"
          currency: EUR
          allow_private: yes
      """
          .formatted(
              AmazonAccount.EXAMPLE.sellerId(),
              AmazonAccount.EXAMPLE.clientId(),
              BolMarketplace.CLIENT_ID,
              ShopifyShop.CLIENT_ID);

  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, String> places = new HashMap<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(StateLog.class);
  private int said;

  @BeforeEach
  void open() throws Exception {
    AmazonAccount account = AmazonAccount.EXAMPLE;
    InstantSource clock = InstantSource.system();
    AmazonMarketplace amazon = new AmazonMarketplace(vertx, clock, account);
    amazon.productType("SHOES", "item_name");
    WooShop woo = new WooShop(vertx, clock);
    of(woo.keys("ck_1", "cs_1"));
    place("AMAZON", amazon);
    place("BOL", new BolMarketplace(vertx, clock));
    place("SHOPIFY", new ShopifyShop(vertx, clock));
    place("WOO", woo);
    variables.put("AMAZON_SECRET", account.clientSecret());
    variables.put("AMAZON_TOKEN", account.refreshToken());
    variables.put("BOL_SECRET", BolMarketplace.CLIENT_SECRET);
    variables.put("SHOPIFY_SECRET", ShopifyShop.CLIENT_SECRET);
    variables.put("WOO_KEY", "ck_1");
    variables.put("WOO_SECRET", "cs_1");
    log.list = new CopyOnWriteArrayList<>();
    log.start();
    logger.addAppender(log);
    logger.setLevel(Level.INFO);
  }

  private void place(String name, Marketplace marketplace) throws Exception {
    of(marketplace.listen(0));
    places.put(name, marketplace.url());
  }

  @AfterEach
  void close() throws Exception {
    logger.detachAppender(log);
    logger.setLevel(null);
    of(vertx.close());
  }

  private static <T> T of(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private ConfigResult.Valid read() throws Exception {
    Files.writeString(
        directory.resolve("gateway.yaml"),
        "version: 1\nsources:\n  pim: { kind: http, version_from: arrival }\n");
    String channels = CHANNELS;
    for (Map.Entry<String, String> place : places.entrySet()) {
      channels = channels.replace("\"" + place.getKey(), "\"" + place.getValue());
    }
    Files.writeString(directory.resolve("channels.yaml"), channels);
    ConfigResult result = ConfigReader.read(directory, Environment.of(variables));
    assertThat(result.problems()).isEmpty();
    return (ConfigResult.Valid) result;
  }

  private Gateway start() throws Exception {
    ConfigResult.Valid read = read();
    return Gateway.start(
        read, () -> read, directory.resolve("data"), new ListenAddress("127.0.0.1", 0));
  }

  private void say(Gateway gateway, String type, String data) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/api/v1/events"))
            .header("content-type", "application/cloudevents+json")
            .header("x-sluice-client", "test")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"specversion\":\"1.0\",\"id\":\"%d\",\"source\":\"pim\",\"type\":\"%s\",\"data\":%s}"
                        .formatted(++said, type, data)))
            .build();
    assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isBetween(200, 299);
  }

  /** Reasons by channel and facet, such as {@code bol_nl price}. */
  private static Map<String, String> reasons(Gateway gateway, String sku) throws Exception {
    Map<String, String> reasons = new HashMap<>();
    for (SkuView.DeliveryView each : of(gateway.operations().products().sku(sku)).deliveries()) {
      reasons.put(
          each.channel() + " " + each.facet(), each.state() + ": " + String.valueOf(each.reason()));
    }
    return reasons;
  }

  private static Map<String, String> looks(ConfigResult.Valid read, Path data) {
    Map<String, String> looks = new HashMap<>();
    OnlineCheck.look(read.configuration(), data)
        .forEach(item -> looks.put(item.what(), item.text()));
    return looks;
  }

  @Test
  void wrongSecretsAreNamedByTheirKeysWhereverSomebodyLooks() throws Exception {
    variables.replaceAll((name, value) -> name.endsWith("SECRET") ? "wrong" : value);
    Map<String, String> keys =
        Map.of(
            "amazon_de", "look at client_id and client_secret",
            "bol_nl", "look at client_id and client_secret",
            "shopify_eu", "look at client_id, client_secret and shop",
            "woo_b2b", "look at consumer_key, consumer_secret");

    Map<String, String> looks = looks(read(), directory);
    keys.forEach((name, advice) -> assertThat(looks.get("channel " + name)).contains(advice));

    try (Gateway gateway = start()) {
      say(
          gateway,
          "product.created",
          "{\"sku\":\"S\",\"name\":\"Shoe\",\"brand\":\"SHOES\",\"gtin\":\"4006381333931\"}");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  of(gateway.operations().channels().channels()).stream()
                      .allMatch(each -> each.state().equals("needs attention")));
      for (ChannelView view : of(gateway.operations().channels().channels())) {
        String advice = keys.get(view.channel());
        assertThat(view.stateReason()).contains(advice);
        // Once, and not what to do in general behind it.
        assertThat(view.lastProblem()).contains(advice).doesNotContain("check its credentials");
        assertThat(reasons(gateway, "S"))
            .hasEntrySatisfying(
                view.channel() + " product",
                reason ->
                    assertThat(reason)
                        .startsWith("waiting: channel needs attention: ")
                        .contains(advice));
        await()
            .atMost(Duration.ofSeconds(10))
            .untilAsserted(
                () ->
                    assertThat(log.list)
                        .filteredOn(each -> each.getFormattedMessage().contains(view.channel()))
                        .singleElement()
                        .satisfies(
                            line ->
                                assertThat(line.getFormattedMessage())
                                    .contains("needs attention", advice)
                                    .endsWith("sluice resume " + view.channel())));
      }
    }
  }

  @Test
  void refreshTokenThatEndedIsNotTakenForAWrongSecret() throws Exception {
    variables.put("AMAZON_TOKEN", "Atzr|of-last-year");

    assertThat(looks(read(), directory).get("channel amazon_de"))
        .startsWith("login refused (invalid_grant): look at refresh_token")
        .doesNotContain("client_secret");
  }

  @Test
  void addressThatLeadsNowhereIsTold() throws Exception {
    places.replaceAll((name, url) -> "https://" + name.toLowerCase(Locale.ROOT) + ".invalid");

    Map<String, String> looks = looks(read(), directory);
    assertThat(looks.get("channel amazon_de"))
        .isEqualTo("login: the host name is unknown (amazon.invalid:443)");
    assertThat(looks.get("channel woo_b2b"))
        .isEqualTo("the host name is unknown (woo.invalid:443)");
  }

  @Test
  void plainHttpBehindHttpsIsToldInWords() throws Exception {
    places.replaceAll((name, url) -> url.replace("http://", "https://"));

    assertThat(looks(read(), directory).get("channel bol_nl"))
        .startsWith("the login: TLS: what answers does not speak it; is the port right");
  }

  @Test
  void productThatLacksSomethingSaysWhatWhereItsSkuIsLookedUp() throws Exception {
    try (Gateway gateway = start()) {
      say(gateway, "product.created", "{\"sku\":\"BARE\",\"name\":\"Shoe\"}");
      say(
          gateway,
          "product.created",
          "{\"sku\":\"USD\",\"name\":\"Shoe\",\"brand\":\"SHOES\",\"gtin\":\"4006381333931\"}");
      say(
          gateway,
          "product.price.changed",
          "{\"sku\":\"USD\",\"amount\":\"19.99\",\"currency\":\"USD\"}");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                assertThat(reasons(gateway, "BARE").get("amazon_de product"))
                    .contains("set product_type, or the field product_type");
                assertThat(reasons(gateway, "BARE").get("bol_nl product"))
                    .contains("an offer needs an EAN: the product's gtin, or fields.ean");
                assertThat(reasons(gateway, "USD").get("amazon_de price"))
                    .contains("the price is in USD", "currency is EUR");
                assertThat(reasons(gateway, "USD").get("bol_nl price"))
                    .contains("bol takes EUR, not USD");
                assertThat(reasons(gateway, "USD").get("shopify_eu price")).contains("USD");
                assertThat(reasons(gateway, "USD").get("woo_b2b price"))
                    .contains("the price is in USD, the shop's currency is EUR");
              });
    }
  }

  @Test
  void stockOfAProductThatIsNotThereSaysSo() throws Exception {
    try (Gateway gateway = start()) {
      say(gateway, "product.stock.changed", "{\"sku\":\"GHOST\",\"quantity\":4}");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(reasons(gateway, "GHOST").values())
                      .hasSize(4)
                      .allSatisfy(
                          reason ->
                              assertThat(reason)
                                  .matches(
                                      "held: .*(no listing|no offer|no variant|no product).*")));
    }
  }
}
