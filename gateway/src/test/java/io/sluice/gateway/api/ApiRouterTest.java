package io.sluice.gateway.api;

import static io.sluice.gateway.api.ContractClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.sluice.gateway.operations.ReadyView;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer is also held against openapi.yaml by the client. */
class ApiRouterTest {
  private static final String CHANNEL = "/api/v1/channels/{channel}";
  private static final String SKU = "/api/v1/skus/{sku}";

  private RunningApi api;
  private InMemoryOperations operations;
  private ContractClient client;

  @BeforeEach
  void start() throws Exception {
    api = new RunningApi();
    operations = api.operations;
    client = new ContractClient(api.uri());
    operations.channels.put("shop", Views.channel("shop", "HTTP 503"));
    operations.sources.put("pim", Views.source("pim"));
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
  }

  static List<String> nastyTexts() {
    return NastyText.all();
  }

  @ParameterizedTest
  @MethodSource("nastyTexts")
  void answersHoldNastyValuesAsTheyAre(String text) throws Exception {
    operations.channels.put(text, Views.channel(text, text));
    operations.held.add(Views.held("shop", text, "guard", text));
    operations.dead.add(Views.held("shop", text, "dead", text));
    operations.refused.add(Views.refused(1, text));
    operations.backlog.add(Views.waiting(text));
    String shown = text.replace('\ud83d', '?').replace("?\udc5f", "\ud83d\udc5f");

    assertThat(firstOf(client.get("/api/v1/held")).getString("sku")).isEqualTo(shown);
    assertThat(firstOf(client.get("/api/v1/dead-letters")).getString("reason")).isEqualTo(shown);
    assertThat(firstOf(client.get("/api/v1/refused")).getString("body")).isEqualTo(shown);
    assertThat(
            firstOf(client.get(CHANNEL + "/backlog", "/api/v1/channels/shop/backlog"))
                .getString("sku"))
        .isEqualTo(shown);
    assertThat(json(client.get("/api/v1/channels")).getJsonArray("items")).hasSize(2);
  }

  @Test
  void trendsAreOfEachChannel() throws Exception {
    JsonObject trend = firstOf(client.get("/api/v1/trends"));

    assertThat(trend.getString("channel")).isEqualTo("shop");
    assertThat(trend.getJsonArray("backlog").getList()).containsExactly(900, 1_203);
    assertThat(trend.getInteger("drainedInSeconds")).isEqualTo(60);
    assertThat(trend.getValue("p99Ms")).isNull();
  }

  private static JsonObject firstOf(HttpResponse<String> response) {
    return json(response).getJsonArray("items").getJsonObject(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        NastyText.SLASHES,
        NastyText.EMOJI,
        NastyText.ESCAPES,
        NastyText.REVERSED,
        NastyText.SCRIPT,
        NastyText.LINES,
        "plus+plus",
        "%2F",
        "a/../b",
        "...",
        " "
      })
  void skuIsFoundWhateverItHolds(String sku) throws Exception {
    operations.skus.put(sku, Views.sku(sku));

    HttpResponse<String> response = client.get(SKU, "/api/v1/skus/" + UriText.segment(sku));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).getString("sku")).isEqualTo(sku);
  }

  @Test
  void skuOfThousandEmojiFits() throws Exception {
    String sku = "👟".repeat(1000);
    operations.skus.put(sku, Views.sku(sku));

    assertThat(client.get(SKU, "/api/v1/skus/" + UriText.segment(sku)).statusCode()).isEqualTo(200);
  }

  @Test
  void factsOfASkuAndASampleOfAll() throws Exception {
    operations.facts.put("A/1", Views.facts("A/1"));
    operations.facts.put("B", Views.facts("B"));

    assertThat(client.get("/api/v1/skus/{sku}/facts", "/api/v1/skus/A%2F1/facts").body())
        .contains("\"tags\":[\"red\",\"warm\"]", "\"margin\":\"below 8 %\"");
    assertThat(client.get("/api/v1/skus", "/api/v1/skus?sample=1").body())
        .isEqualTo("{\"items\":[\"A/1\"],\"next\":null}");
    assertThat(client.get("/api/v1/skus", "/api/v1/skus?sample=1001").statusCode()).isEqualTo(400);
    assertThat(client.get("/api/v1/skus", "/api/v1/skus?discontinued=yes").statusCode())
        .isEqualTo(400);
  }

  @Test
  void skusInPages() throws Exception {
    for (String sku : new String[] {"A/1", "B", "C", "D"}) {
      operations.facts.put(sku, Views.facts(sku));
    }
    operations.discontinued.add("B");

    assertThat(client.get("/api/v1/skus", "/api/v1/skus?discontinued=false&limit=2").body())
        .isEqualTo("{\"items\":[\"A/1\",\"C\"],\"next\":\"from=2\"}");
    assertThat(client.get("/api/v1/skus", "/api/v1/skus?discontinued=true").body())
        .isEqualTo("{\"items\":[\"B\"],\"next\":null}");
    assertThat(client.get("/api/v1/skus", "/api/v1/skus?limit=3&cursor=from%3D3").body())
        .isEqualTo("{\"items\":[\"D\"],\"next\":null}");
  }

  @Test
  void answersCarryNoCharacterThatSteersATerminal() throws Exception {
    operations.refused.add(Views.refused(1, NastyText.ESCAPES + NastyText.REVERSED));

    String body = client.get("/api/v1/refused").body();

    assertThat(body.codePoints()).noneMatch(SafeText::isUnsafe);
    assertThat(body).contains("\\u001B[31m", "\\u009b", "\\u202e");
  }

  @Test
  void channelIsPausedUntilATimeByWhoAsked() throws Exception {
    HttpResponse<String> response =
        client.post(
            CHANNEL + "/pause",
            "/api/v1/channels/shop/pause",
            "{\"reason\":\"stocktaking\",\"until\":\"2026-03-01T14:00:00+01:00\"}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).getString("state")).isEqualTo("paused");
    assertThat(operations.calls)
        .containsExactly("pause shop by test for 'stocktaking' until 2026-03-01T13:00:00Z");
  }

  @Test
  void channelIsPausedResumedAndProbedWithoutABody() throws Exception {
    for (String verb : List.of("pause", "resume", "probe")) {
      assertThat(
              client.post(CHANNEL + "/" + verb, "/api/v1/channels/shop/" + verb, "").statusCode())
          .isEqualTo(200);
    }
    assertThat(operations.calls)
        .containsExactly(
            "pause shop by test for '' until null", "resume shop by test", "probe shop by test");
  }

  @Test
  void replayIsAJobWithAnAddress() throws Exception {
    HttpResponse<String> response =
        client.post(
            CHANNEL + "/replay",
            "/api/v1/channels/shop/replay",
            "{\"since\":\"2026-02-28T00:00:00Z\"}");

    assertThat(response.statusCode()).isEqualTo(202);
    String location = response.headers().firstValue("location").orElseThrow();
    assertThat(client.get("/api/v1/jobs/{id}", location).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"adopt", "reconcile"})
  void readingIsAJobWithAnAddress(String verb) throws Exception {
    HttpResponse<String> response =
        client.post(CHANNEL + "/" + verb, "/api/v1/channels/shop/" + verb, "{}");

    assertThat(response.statusCode()).isEqualTo(202);
    String location = response.headers().firstValue("location").orElseThrow();
    JsonObject job = json(client.get("/api/v1/jobs/{id}", location));
    assertThat(job.getJsonObject("reading").getLong("different")).isEqualTo(2);
  }

  @Test
  void listGoesOnWithItsCursor() throws Exception {
    for (int index = 0; index < 5; index++) {
      operations.held.add(Views.held("shop", "sku-" + index, "guard", ""));
    }

    JsonObject first = json(client.get("/api/v1/held?limit=3"));
    String next = UriText.segment(first.getString("next"));
    JsonObject second = json(client.get("/api/v1/held?limit=3&cursor=" + next));

    assertThat(first.getJsonArray("items")).hasSize(3);
    assertThat(second.getJsonArray("items")).hasSize(2);
    assertThat(second.getString("next")).isNull();
  }

  @Test
  void filtersReachTheOperations() throws Exception {
    client.get("/api/v1/held?channel=shop&why=not+listed&sku=a%2Fb%2Bc");

    assertThat(operations.calls)
        .containsExactly("held HeldQuery[channel=shop, why=not listed, sku=a/b+c]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=501",
        "limit=x",
        "limit=-1",
        "limit=1&limit=2",
        "chanel=shop",
        "cursor=broken"
      })
  void brokenQueryIsRefusedAndNotIgnored(String query) throws Exception {
    assertThat(client.get("/api/v1/held?" + query).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"since\":\"yesterday\"}",
        "{\"since\":1}",
        "{}",
        "",
        "[]",
        "{\"since\":\"2026-02-28T00:00:00Z\",\"form\":1}",
        "{\"since\":\"2026-02-28T00:00:00Z\"} x",
        "{\"since\":null,\"since\":null}",
        "{\"since\":{\"a\":[1e999999999]}}",
        "{"
      })
  void brokenBodyIsRefused(String body) throws Exception {
    HttpResponse<String> response =
        client.post(CHANNEL + "/replay", "/api/v1/channels/shop/replay", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).getJsonArray("errors")).hasSize(1);
    assertThat(operations.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"redrive", "discard"})
  void everythingIsTouchedOnlyOnPurpose(String verb) throws Exception {
    String path = "/api/v1/dead-letters/" + verb;
    operations.dead.add(Views.held("shop", "a", "dead", ""));
    operations.dead.add(Views.held("other", "a", "dead", ""));

    assertThat(client.post(path, path, "{}").statusCode()).isEqualTo(400);
    assertThat(client.post(path, path, "{\"all\":true,\"sku\":\"a\"}").statusCode()).isEqualTo(400);
    assertThat(json(client.post(path, path, "{\"all\":true}")).getInteger("count")).isEqualTo(2);
    assertThat(json(client.post(path, path, "{\"channel\":\"shop\"}")).getInteger("count"))
        .isEqualTo(1);
  }

  @Test
  void sourceBeginsANewEpoch() throws Exception {
    String template = "/api/v1/sources/{source}/new-epoch";

    HttpResponse<String> response = client.post(template, "/api/v1/sources/pim/new-epoch", "{}");

    assertThat(json(response).getInteger("epoch")).isEqualTo(1);
    assertThat(json(response).getInteger("takenAgain")).isEqualTo(3);
    assertThat(client.get("/api/v1/sources").statusCode()).isEqualTo(200);
  }

  @Test
  void sourceLowersTheMarkOfOneSku() throws Exception {
    String template = "/api/v1/sources/{source}/skus/{sku}/lower-mark";

    client.post(template, "/api/v1/sources/pim/skus/A%2F1/lower-mark", "{}");

    assertThat(operations.calls).anyMatch(call -> call.startsWith("lowerMark pim A/1 by "));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void refusedOperationIsAProblemWithItsReason(Kind kind) throws Exception {
    operations.failure = new OperationException(kind, "because " + NastyText.SCRIPT);

    HttpResponse<String> response = client.get("/api/v1/channels");

    assertThat(response.statusCode()).isIn(400, 404, 409, 413, 503);
    assertThat(json(response).getString("detail")).isEqualTo("because " + NastyText.SCRIPT);
    assertThat(response.headers().firstValue("retry-after").isPresent())
        .isEqualTo(kind == Kind.UNAVAILABLE);
  }

  @Test
  void unforeseenErrorTellsTheClientNothingButAnId() throws Exception {
    operations.failure = new IllegalStateException("password=hunter2");

    HttpResponse<String> response = client.get("/api/v1/channels");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).doesNotContain("hunter2", "IllegalState", "at io.sluice");
  }

  @Test
  void unknownPathAndWrongMethodAreProblems() throws Exception {
    HttpResponse<String> unknown = client.get("/api/v1/nothing");
    HttpResponse<String> wrong = client.get(CHANNEL + "/pause", "/api/v1/channels/shop/pause");
    HttpResponse<String> delete =
        client.send("/api/v1/channels", client.request("/api/v1/channels").DELETE());

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(wrong.headers().firstValue("allow")).contains("POST");
    assertThat(delete.headers().firstValue("allow")).contains("GET");
  }

  @Test
  void healthSaysWhatIsWrong() throws Exception {
    assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(client.get("/health/ready").statusCode()).isEqualTo(200);

    operations.ready = new ReadyView(false, List.of("the disk is full: free 2 GB"));
    HttpResponse<String> response = client.get("/health/ready");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(json(response).getJsonArray("problems"))
        .containsExactly("the disk is full: free 2 GB");
    assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsAndDocumentAreServed() throws Exception {
    assertThat(client.get("/metrics").body()).isEqualTo("sluice_up 1\n");
    assertThat(client.get("/openapi.yaml").body()).startsWith("openapi: 3.1.0");
  }
}
