package io.sluice.simulator.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the stand-in lets through, what it refuses, and what it counts. */
class AmazonMarketplaceTest {
  private static final AmazonAccount ACCOUNT = AmazonAccount.EXAMPLE;
  private static final String QUERY = "?marketplaceIds=" + ACCOUNT.marketplaceId();
  private static final String ITEMS = "/listings/2021-08-01/items/" + ACCOUNT.sellerId();
  private static final String STOCK =
      "{\"productType\":\"PRODUCT\",\"patches\":[{\"op\":\"merge\","
          + "\"path\":\"/attributes/fulfillment_availability\","
          + "\"value\":[{\"fulfillment_channel_code\":\"DEFAULT\",\"quantity\":4}]}]}";
  private static final String FEED =
      "{\"header\":{\"sellerId\":\""
          + ACCOUNT.sellerId()
          + "\",\"version\":\"2.0\"},\"messages\":[{\"messageId\":1,\"sku\":\"A\","
          + "\"operationType\":\"PATCH\","
          + STOCK.substring(1, STOCK.length() - 1)
          + "}]}";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private final AmazonMarketplace store = new AmazonMarketplace(vertx, () -> now, ACCOUNT);
  private String token = "";

  @BeforeEach
  void start() throws Exception {
    await(store.listen(0));
    store.productType("LUGGAGE", "item_name");
    store.list("A", "LUGGAGE", "DEFAULT", 1L, BigDecimal.TEN);
    token = login(ACCOUNT.refreshToken()).body().split("\"")[3];
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private HttpResponse<String> login(String refreshToken) throws Exception {
    String form =
        "grant_type=refresh_token&client_id="
            + encode(ACCOUNT.clientId())
            + "&client_secret="
            + encode(ACCOUNT.clientSecret())
            + "&refresh_token="
            + encode(refreshToken);
    return send("POST", store.url() + "/auth/o2/token", form, false);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpResponse<String> send(String method, String url, String body, boolean authorized)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("user-agent", "test")
            .header("content-type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (authorized) {
      request.header("x-amz-access-token", token);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> api(String method, String path, String body) throws Exception {
    return send(method, store.url() + path, body, true);
  }

  private HttpResponse<String> patch(String sku, String body) throws Exception {
    return api("PATCH", ITEMS + "/" + sku + QUERY, body);
  }

  private Map<String, Integer> violations() {
    return store.violations().counts();
  }

  @Test
  void quantityIsMergedAndNothingIsCounted() throws Exception {
    HttpResponse<String> answer = patch("A", STOCK);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"status\":\"ACCEPTED\"");
    assertThat(answer.headers().firstValue("x-amzn-RateLimit-Limit")).contains("5.0");
    assertThat(store.shown("A").quantity()).isEqualTo(4);
    assertThat(violations()).isEmpty();
  }

  @Test
  void tokensLiveForAnHourAndLoginsAreLookedAt() throws Exception {
    now = now.plus(Duration.ofHours(1));

    HttpResponse<String> late = patch("A", STOCK);

    assertThat(late.statusCode()).isEqualTo(403);
    assertThat(late.body()).contains("Access to requested resource is denied.");
    assertThat(late.headers().firstValue("x-amzn-RateLimit-Limit")).isEmpty();
    assertThat(login("another").body()).contains("invalid_grant");
    store.access(false);
    assertThat(login(ACCOUNT.refreshToken()).statusCode()).isEqualTo(400);
  }

  @Test
  void moreThanTheLimitIsRefusedAndCounted() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(patch("A", STOCK).statusCode()).isEqualTo(200);
    }
    HttpResponse<String> more = patch("A", STOCK);

    assertThat(more.statusCode()).isEqualTo(429);
    assertThat(more.body()).contains("QuotaExceeded");
    assertThat(more.headers().firstValue("x-amzn-RateLimit-Limit")).isEmpty();
    assertThat(violations()).as("one that came too early by its way").isEmpty();
    for (int i = 0; i < 5; i++) {
      assertThat(patch("A", STOCK).statusCode()).isEqualTo(429);
    }
    assertThat(violations()).containsOnlyKeys("over the limit of patchListingsItem");
  }

  @Test
  void patchOfAnUnknownSkuIsAcceptedAndCounted() throws Exception {
    assertThat(patch("NEW", STOCK).body()).contains("ACCEPTED");

    assertThat(store.shown("NEW").listed()).isFalse();
    assertThat(violations()).containsOnlyKeys("a SKU that has no listing was patched");
  }

  @Test
  void quantityForWhatAmazonFulfilsIsCounted() throws Exception {
    store.list("F", "LUGGAGE", "AMAZON_EU", null, null);
    patch("F", STOCK);

    assertThat(violations()).containsOnlyKeys("a quantity was sent for what Amazon fulfils");
  }

  @Test
  void putTakesThePlaceOfEverythingAndIsCountedWhereThereWasSomething() throws Exception {
    String body =
        "{\"productType\":\"LUGGAGE\",\"attributes\":{\"item_name\":[{\"value\":\"Bag\","
            + "\"marketplace_id\":\"A1PA6795UKMFR9\"}]}}";
    assertThat(api("PUT", ITEMS + "/A" + QUERY, body).body()).contains("ACCEPTED");

    assertThat(store.shown("A").quantity()).isNull();
    assertThat(violations())
        .containsOnlyKeys("a listing that exists was put anew: its stock and price are gone");
  }

  @Test
  void requiredAttributesAndNestedPathsAreLookedAt() throws Exception {
    String nothing = "{\"productType\":\"LUGGAGE\",\"attributes\":{}}";
    assertThat(api("PUT", ITEMS + "/B" + QUERY, nothing).body())
        .contains("INVALID", "90220", "'item_name' is required");
    assertThat(patch("A", STOCK.replace("availability\"", "availability/0\"")).body())
        .contains("INVALID", "Only top-level attributes can be patched.");
    assertThat(patch("A", "{").statusCode()).isEqualTo(400);
    assertThat(patch("A", STOCK.replace("PRODUCT", "SOCKS")).body()).contains("is not known");
  }

  private HttpResponse<String> feed() throws Exception {
    String slot =
        api("POST", "/feeds/2021-06-30/documents", "{\"contentType\":\"application/json\"}").body();
    String id = slot.split("\"feedDocumentId\":\"")[1].split("\"")[0];
    String url = slot.split("\"url\":\"")[1].split("\"")[0];
    assertThat(send("PUT", url, FEED, false).statusCode()).isEqualTo(200);
    return api(
        "POST",
        "/feeds/2021-06-30/feeds",
        "{\"feedType\":\"JSON_LISTINGS_FEED\",\"marketplaceIds\":[\"A1PA6795UKMFR9\"],"
            + "\"inputFeedDocumentId\":\""
            + id
            + "\"}");
  }

  @Test
  void feedIsDoneAfterAWhile() throws Exception {
    String id = feed().body().split("\"")[3];
    String path = "/feeds/2021-06-30/feeds/" + id;
    assertThat(api("GET", path, "").body()).contains("IN_QUEUE");

    now = now.plus(Duration.ofMinutes(2));

    assertThat(api("GET", path, "").body()).contains("DONE", "resultFeedDocumentId");
    assertThat(store.shown("A").quantity()).isEqualTo(4);
    assertThat(violations()).isEmpty();
  }

  @Test
  void changeBesideAFeedThatHasItIsCounted() throws Exception {
    feed();
    patch("A", STOCK);
    assertThat(violations()).containsOnlyKeys("a change was sent while a feed has it");
    feed();
    assertThat(violations()).containsKey("a feed has changes for which another one waits");
  }

  @Test
  void signedAddressEndsAndTakesNoLogin() throws Exception {
    String slot =
        api("POST", "/feeds/2021-06-30/documents", "{\"contentType\":\"application/json\"}").body();
    String url = slot.split("\"url\":\"")[1].split("\"")[0];

    send("PUT", url, FEED, true);
    assertThat(violations()).containsOnlyKeys("the login was sent to a signed address");
    now = now.plus(Duration.ofMinutes(5));
    assertThat(send("PUT", url, FEED, false).statusCode()).isEqualTo(403);
  }
}
