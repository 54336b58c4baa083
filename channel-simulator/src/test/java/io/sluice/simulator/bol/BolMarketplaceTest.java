package io.sluice.simulator.bol;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stand-in, asked by a client that is none of ours. */
class BolMarketplaceTest {
  private static final String JSON = "application/vnd.retailer.v10+json";
  private static final String STOCK = "{\"amount\":5,\"managedByRetailer\":true}";
  private static final String OFFER =
      """
      {"ean":"8712345678906","condition":{"name":"NEW"},"reference":"A",
       "pricing":{"bundlePrices":[{"quantity":1,"unitPrice":24.95}]},
       "stock":{"amount":1,"managedByRetailer":true},
       "fulfilment":{"method":"FBR","deliveryCode":"1-2d"}}""";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private final BolMarketplace bol = new BolMarketplace(vertx, () -> now);
  private String token = "";

  @BeforeEach
  void begin() throws Exception {
    await(bol.listen(0));
    token = new JsonObject(login().body()).getString("access_token");
    await(bol.add(BolOffer.of("o-1", "8710000000001", "SKU-1", "5.00", 3)));
  }

  @AfterEach
  void end() {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> login() throws Exception {
    String both = BolMarketplace.CLIENT_ID + ":" + BolMarketplace.CLIENT_SECRET;
    String basic = Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    return client.send(
        HttpRequest.newBuilder(URI.create(bol.loginUrl() + "?grant_type=client_credentials"))
            .header("authorization", "Basic " + basic)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(bol.url() + path))
            .header("authorization", "Bearer " + token)
            .header("accept", JSON)
            .header("content-type", JSON)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonObject status(HttpResponse<String> taken) throws Exception {
    String id = new JsonObject(taken.body()).getString("processStatusId");
    return new JsonObject(send("GET", "/shared/process-status/" + id, "").body());
  }

  @Test
  void writeIsCarriedOutAfterItsDelay() throws Exception {
    await(bol.delay(BolEvent.UPDATE_OFFER_STOCK, Duration.ofSeconds(30)));

    HttpResponse<String> taken = send("PUT", "/retailer/offers/o-1/stock", STOCK);

    assertThat(taken.statusCode()).isEqualTo(202);
    assertThat(status(taken).getString("status")).isEqualTo("PENDING");
    assertThat(await(bol.offers()).get("o-1").stock()).isEqualTo(3);
    now = now.plusSeconds(30);
    assertThat(status(taken).getString("status")).isEqualTo("SUCCESS");
    assertThat(await(bol.offers()).get("o-1").stock()).isEqualTo(5);
  }

  @Test
  void endOfAProcessIsKeptForTwoDays() throws Exception {
    HttpResponse<String> taken = send("PUT", "/retailer/offers/o-1/stock", STOCK);
    assertThat(status(taken).getString("entityId")).isEqualTo("o-1");

    now = now.plus(Duration.ofHours(49));
    token = new JsonObject(login().body()).getString("access_token");

    assertThat(status(taken).getInteger("status")).isEqualTo(404);
  }

  @Test
  void endThatNobodyAskedForIsForgottenToo() throws Exception {
    HttpResponse<String> taken = send("PUT", "/retailer/offers/o-1/stock", STOCK);

    now = now.plus(Duration.ofHours(49));
    token = new JsonObject(login().body()).getString("access_token");

    assertThat(status(taken).getInteger("status")).isEqualTo(404);
    assertThat(await(bol.offers()).get("o-1").stock()).isEqualTo(5);
  }

  @Test
  void fileOfAllOffersIsAsOfItsRequest() throws Exception {
    await(bol.delay(BolEvent.CREATE_OFFER_EXPORT, Duration.ofSeconds(30)));
    HttpResponse<String> asked = send("POST", "/retailer/offers/export", "{\"format\":\"CSV\"}");
    await(bol.add(BolOffer.of("o-2", "8710000000002", "SKU-2", "5.00", 3)));

    now = now.plusSeconds(30);
    String report = status(asked).getString("entityId");

    HttpResponse<String> file =
        client.send(
            HttpRequest.newBuilder(URI.create(bol.url() + "/retailer/offers/export/" + report))
                .header("authorization", "Bearer " + token)
                .header("accept", "application/vnd.retailer.v10+csv")
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(file.body()).contains("SKU-1").doesNotContain("SKU-2");
  }

  @Test
  void notFoundMayBeBolsWordOrNot() throws Exception {
    await(bol.misroute(BolOperation.GET_OFFER, 1));
    await(bol.deny(BolOperation.GET_OFFER, 1));

    HttpResponse<String> page = send("GET", "/retailer/offers/o-1", "");
    HttpResponse<String> denied = send("GET", "/retailer/offers/o-1", "");

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.headers().firstValue("content-type")).contains("text/html");
    assertThat(denied.statusCode()).isEqualTo(404);
    assertThat(denied.body()).contains("https://api.bol.com/problems");
    assertThat(send("GET", "/retailer/offers/o-1", "").statusCode()).isEqualTo(200);
  }

  @Test
  void limitsOfTheSchemaAreViolations() throws Exception {
    String body = "{\"amount\":1000}";

    JsonObject problem = new JsonObject(send("PUT", "/retailer/offers/o-1/stock", body).body());

    assertThat(problem.getInteger("status")).isEqualTo(400);
    assertThat(problem.getJsonArray("violations").encode())
        .contains("amount", "must be between 0 and 999", "managedByRetailer");
  }

  @Test
  void twoWritesOfOneKindForOneOfferAreCounted() throws Exception {
    await(bol.delay(BolEvent.UPDATE_OFFER_STOCK, Duration.ofSeconds(30)));

    send("PUT", "/retailer/offers/o-1/stock", STOCK);
    assertThat(bol.violations().counts()).isEmpty();
    send("PUT", "/retailer/offers/o-1/stock", STOCK);

    assertThat(bol.violations().counts())
        .containsOnlyKeys("two UPDATE_OFFER_STOCK in flight for one offer");
  }

  @Test
  void secondOfferOfAnEanIsRefusedAndCounted() throws Exception {
    HttpResponse<String> first = send("POST", "/retailer/offers", OFFER);
    String id = status(first).getString("entityId");

    JsonObject second = status(send("POST", "/retailer/offers", OFFER));

    assertThat(second.getString("status")).isEqualTo("FAILURE");
    assertThat(second.getString("errorMessage"))
        .startsWith("Duplicate found: retailer offer '" + id + "' already has EAN");
    assertThat(bol.violations().counts()).containsOnlyKeys("offer created twice");
  }

  @Test
  void requestOverABudgetIsCountedOnceItsEndWasTold() throws Exception {
    await(bol.budget(BolOperation.GET_OFFER, 2, Duration.ofSeconds(60)));
    send("GET", "/retailer/offers/o-1", "");
    HttpResponse<String> last = send("GET", "/retailer/offers/o-1", "");
    assertThat(last.headers().firstValue("x-ratelimit-remaining")).contains("0");
    assertThat(last.headers().firstValue("x-ratelimit-reset")).contains("60");

    HttpResponse<String> over = send("GET", "/retailer/offers/o-1", "");

    assertThat(over.statusCode()).isEqualTo(429);
    assertThat(over.headers().firstValue("retry-after")).contains("60");
    assertThat(bol.violations().counts()).containsOnlyKeys("over the budget of GET_OFFER");
    now = now.plusSeconds(60);
    assertThat(send("GET", "/retailer/offers/o-1", "").statusCode()).isEqualTo(200);
  }

  @Test
  void tokenForEachRequestIsCounted() throws Exception {
    login();
    login();
    assertThat(bol.violations().counts()).isEmpty();

    login();

    assertThat(bol.violations().counts()).containsOnlyKeys("token asked for while 3 live");
  }

  @Test
  void tokenLivesForFiveMinutes() throws Exception {
    now = now.plusSeconds(298);
    assertThat(send("GET", "/retailer/offers/o-1", "").statusCode()).isEqualTo(200);
    now = now.plusSeconds(1);
    assertThat(send("GET", "/retailer/offers/o-1", "").statusCode()).isEqualTo(401);
  }
}
