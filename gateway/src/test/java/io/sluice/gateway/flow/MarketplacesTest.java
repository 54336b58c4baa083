package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.event;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.gateway.runtime.Gateway;
import io.sluice.gateway.runtime.Time;
import io.sluice.simulator.amazon.AmazonAccount;
import io.sluice.simulator.amazon.AmazonMarketplace;
import io.sluice.simulator.amazon.ShownListing;
import io.sluice.simulator.bol.BolEvent;
import io.sluice.simulator.bol.BolMarketplace;
import io.sluice.simulator.bol.BolOffer;
import io.sluice.simulator.market.Marketplace;
import io.sluice.simulator.shopify.ShopifyShop;
import io.sluice.simulator.time.TimeLapse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the broker to a stand-in marketplace, through everything between. */
class MarketplacesTest extends FlowTest {
  private static final Instant MORNING = Instant.parse("2026-03-02T06:00:00Z");

  /** As many as a merchant changes in a night: {@code -Dsluice.marketplaces.prices=20000}. */
  private static final int MANY = Integer.getInteger("sluice.marketplaces.prices", 5_000);

  private static final String EAN = "4006381333931";

  @TempDir private Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final List<TimeLapse> times = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    times.forEach(TimeLapse::close);
    of(vertx.close());
  }

  private TimeLapse time(int factor) {
    TimeLapse time = new TimeLapse(MORNING, factor);
    times.add(time);
    return time;
  }

  private static <T> T of(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private <T extends Marketplace> T listening(T marketplace) throws Exception {
    of(marketplace.listen(0));
    return marketplace;
  }

  private Flow flow(String channel, TimeLapse time) {
    return new Flow(
        node,
        directory,
        Flow.pim(),
        channel,
        "",
        (read, reader, data, listen) ->
            Gateway.start(read, reader, data, listen, new Time(time, time::timersOf)));
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(50));
  }

  private static String price(String sku, long sequence, String amount) {
    return event(
        "p-" + sku + "-" + sequence,
        "product.price.changed",
        sequence,
        "",
        "{\"sku\":\"%s\",\"amount\":\"%s\",\"currency\":\"EUR\"}".formatted(sku, amount));
  }

  private static boolean drained(Flow flow, String channel) {
    return flow.channel(channel).getLong("backlog") == 0;
  }

  private static BolOffer onlyOffer(BolMarketplace bol) throws Exception {
    return of(bol.offers()).values().stream().findFirst().orElse(BolOffer.of("", "", "", "0", -1));
  }

  @Test
  void stockOfZeroReachesBolWithinSecondsWhileContentIsPendingForHours() throws Exception {
    TimeLapse time = time(4);
    BolMarketplace bol = listening(new BolMarketplace(time.timersOf(vertx), time));
    for (BolEvent event : BolEvent.values()) {
      of(bol.delay(event, Duration.ofSeconds(1)));
    }
    of(bol.delay(BolEvent.CREATE_PRODUCT_CONTENT, Duration.ofHours(2)));
    of(bol.review(Duration.ofHours(1)));
    String channel =
        """
        bol:
          adapter: bol
          client_id: %s
          client_secret: "${env:NONE:-%s}"
          delivery_code: 1-2d
          content_language: nl
          pending: { poll_every: 100ms }
          endpoint: "%s"
          token_endpoint: "%s"
          allow_private: yes
        """
            .formatted(
                BolMarketplace.CLIENT_ID, BolMarketplace.CLIENT_SECRET, bol.url(), bol.loginUrl());
    try (Flow flow = flow(channel, time)) {
      flow.publish(
          event(
              "c1",
              "product.created",
              1,
              "",
              "{\"sku\":\"S1\",\"name\":\"Large bag\",\"gtin\":\"%s\"}".formatted(EAN)));
      flow.publish(price("S1", 1, "24.95"));
      flow.publish(stock("s1", "S1", "BER", 1, 12));
      patiently().until(() -> onlyOffer(bol).stock() == 12);
      assertThat(onlyOffer(bol).price()).isEqualByComparingTo("24.95");

      Instant fell = time.instant();
      flow.publish(stock("s2", "S1", "BER", 2, 0));
      patiently().until(() -> onlyOffer(bol).stock() == 0);

      assertThat(Duration.between(fell, time.instant())).isLessThan(Duration.ofSeconds(10));
      patiently().until(() -> flow.channel("bol").getLong("backlog") == 1);
      assertThat(of(bol.contents())).as("what is left").isEmpty();

      time.skip(Duration.ofHours(2));
      patiently().until(() -> of(bol.contents()).containsKey(EAN));
      time.skip(Duration.ofHours(1));
      patiently().until(() -> drained(flow, "bol"));
      assertThat(of(bol.contents()).get(EAN)).containsEntry("Name", "Large bag");
      assertThat(onlyOffer(bol).stock()).isZero();
      assertThat(flow.deadLetters()).isEmpty();
    }
    assertThat(bol.violations().counts()).isEmpty();
  }

  @Test
  void manyPricesGoToAmazonAsFeedsAndAFewByThemselvesAndNoneOvertakes() throws Exception {
    TimeLapse time = time(60);
    AmazonMarketplace amazon =
        listening(new AmazonMarketplace(time.timersOf(vertx), time, AmazonAccount.EXAMPLE));
    amazon.productType("LUGGAGE");
    IntStream.range(0, MANY)
        .forEach(i -> amazon.list(sku(i), "LUGGAGE", "DEFAULT", 3L, new BigDecimal("9.99")));
    try (Flow flow = flow(amazon(amazon), time)) {
      publishAtOnce(flow, time, i -> price(sku(i), 1, amount(i)));
      patiently().until(() -> amazon.newestFeed() != null);

      // These are in the feed that waits, and may neither be sent beside it nor be lost behind it.
      flow.publish(IntStream.range(0, 3).mapToObj(i -> price(sku(i), 2, "30.00")));
      patiently().until(() -> drained(flow, "amazon"));

      for (int i = 0; i < MANY; i++) {
        assertThat(shows(amazon, sku(i), i < 3 ? "30.00" : amount(i))).as(sku(i)).isTrue();
      }
      Map<String, Integer> before = amazon.counts();
      assertThat(count(before, "patchListingsItem"))
          .as("%d feeds, prices one by one while none is left", count(before, "createFeed"))
          .isLessThan(MANY / 2);

      // The listings are known now, and the calls as long as they may be.
      publishAtOnce(flow, time, i -> price(sku(i), 3, "35.00"));
      patiently().until(() -> drained(flow, "amazon"));
      assertThat(count(amazon, "createFeed") - count(before, "createFeed"))
          .isBetween(1, 1 + MANY / 4_000);
      assertThat(count(amazon, "patchListingsItem")).isEqualTo(count(before, "patchListingsItem"));

      before = amazon.counts();
      flow.publish(IntStream.range(0, 3).mapToObj(i -> price(sku(i), 4, "40.00")));
      patiently().until(() -> shows(amazon, sku(2), "40.00") && drained(flow, "amazon"));

      assertThat(count(amazon, "createFeed")).isEqualTo(count(before, "createFeed"));
      assertThat(count(amazon, "patchListingsItem"))
          .isEqualTo(count(before, "patchListingsItem") + 3);
      assertThat(flow.deadLetters()).isEmpty();
    }
    assertThat(amazon.violations().counts()).isEmpty();
  }

  private static void publishAtOnce(Flow flow, TimeLapse time, IntFunction<String> event)
      throws Exception {
    flow.post("/channels/amazon/pause", "{}", "application/json");
    flow.publish(IntStream.range(0, MANY).mapToObj(event));
    patiently().until(() -> flow.channel("amazon").getLong("backlog") == MANY);
    time.skip(Duration.ofMinutes(10));
    flow.post("/channels/amazon/resume", "{}", "application/json");
  }

  private static String amazon(AmazonMarketplace amazon) {
    AmazonAccount account = AmazonAccount.EXAMPLE;
    return """
        amazon:
          adapter: amazon
          seller: %s
          marketplace: DE
          client_id: %s
          client_secret: "${env:NONE:-%s}"
          refresh_token: "${env:NONE:-%s}"
          endpoint: "%s"
          token_endpoint: "%s/auth/o2/token"
          allow_private: yes
          send: [price]
          batch: { at_most: 10000, wait: 2s }
        """
        .formatted(
            account.sellerId(),
            account.clientId(),
            account.clientSecret(),
            account.refreshToken(),
            amazon.url(),
            amazon.url());
  }

  private static String sku(int number) {
    return "B-" + number;
  }

  private static String amount(int number) {
    return number % 2 == 0 ? "20.00" : "20.01";
  }

  private static boolean shows(AmazonMarketplace amazon, String sku, String price) {
    ShownListing shown = Objects.requireNonNull(amazon.shown(sku));
    return shown.price() != null && shown.price().compareTo(new BigDecimal(price)) == 0;
  }

  private static int count(AmazonMarketplace amazon, String operation) {
    return count(amazon.counts(), operation);
  }

  private static int count(Map<String, Integer> counts, String operation) {
    return counts.getOrDefault(operation, 0);
  }

  @Test
  void stockThatWasSoldAtShopifyMeanwhileIsReadAgainAndSet() throws Exception {
    TimeLapse time = time(1);
    ShopifyShop shop = listening(new ShopifyShop(time.timersOf(vertx), time));
    shop.product("S1", 7);
    AtomicInteger sales = new AtomicInteger(5);
    // Somebody buys between a look and the change that follows, oftener than one call tries.
    of(
        shop.listener(
            exchange -> {
              if (exchange.request().text().contains("ReadQuantities")
                  && sales.getAndDecrement() > 0) {
                shop.sell("S1", 1);
              }
            }));
    String channel =
        """
        shop:
          adapter: shopify
          shop: test
          client_id: %s
          client_secret: "${env:NONE:-%s}"
          location: "1"
          endpoint: "%s"
          allow_private: yes
          send: [stock]
          retry: { first_after: 100ms, longest_wait: 500ms }
        """
            .formatted(ShopifyShop.CLIENT_ID, ShopifyShop.CLIENT_SECRET, shop.url());
    try (Flow flow = flow(channel, time)) {
      flow.publish(stock("s1", "S1", "BER", 1, 10));
      patiently().until(() -> drained(flow, "shop") && available(shop) == 10);

      shop.sell("S1", 3);
      flow.publish(stock("s2", "S1", "BER", 2, 9));
      patiently().until(() -> drained(flow, "shop") && available(shop) == 9);

      assertThat(sales.get()).as("all of them were in the way").isNotPositive();
      assertThat(flow.deadLetters()).isEmpty();
    }
    assertThat(shop.violations().counts()).isEmpty();
  }

  private static int available(ShopifyShop shop) {
    return shop.find("S1").orElseThrow().available().getOrDefault(ShopifyShop.LOCATION, -1);
  }
}
