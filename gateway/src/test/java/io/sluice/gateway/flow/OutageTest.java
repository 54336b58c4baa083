package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels that are away, refuse, or lose what they had. */
class OutageTest extends FlowTest {

  private String shop(String more) {
    return shop() + IMPATIENT + more;
  }

  private static void publish(Flow flow, int from, int to, long sequence) {
    IntStream.range(from, to)
        .forEach(i -> flow.publish(stock("e-" + sequence + "-" + i, "S" + i, "BER", sequence, i)));
  }

  private long acceptedSkus() {
    return receiver.accepted().stream().map(Receiver.Request::sku).distinct().count();
  }

  @Test
  void anOutageLongerThanGiveUpAfterGivesNothingUp(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop(""))) {
      receiver.answers(body -> 503);
      publish(flow, 0, 40, 1);
      Instant begin = Instant.now();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> Duration.between(begin, Instant.now()).toSeconds() >= 5);
      assertThat(flow.channel("shop").getString("state")).isIn("offline", "catching up");
      assertThat(flow.ready().statusCode()).isEqualTo(200);
      assertThat(flow.get("/channels").getJsonArray("items")).hasSize(1);

      receiver.answers(body -> 200);

      soon().until(() -> acceptedSkus() == 40);
      assertThat(flow.deadLetters()).isEmpty();
      soon().until(() -> flow.channel("shop").getLong("backlog") == 0);
    }
  }

  @Test
  void everyRefusalOfEverythingIsTheChannelsFault(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop("  limits: { parallel: 8 }\n"))) {
      receiver.answers(body -> 404);
      publish(flow, 0, 60, 1);
      soon().until(() -> flow.channel("shop").getString("state").equals("needs attention"));
      assertThat(receiver.requests()).hasSizeLessThanOrEqualTo(20);
      assertThat(flow.deadLetters()).isEmpty();

      receiver.answers(body -> 200);
      flow.post("/channels/shop/resume", "{}", "application/json");

      soon().until(() -> acceptedSkus() == 60);
      assertThat(flow.deadLetters()).isEmpty();
    }
  }

  @Test
  void oneBadItemIsOneDeadLetterAndARedriveHealsIt(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop(""))) {
      receiver.answers(body -> body.getString("sku").equals("S7") ? 422 : 200);
      publish(flow, 0, 20, 1);
      soon().until(() -> flow.deadLetters().size() == 1);
      JsonObject dead = flow.deadLetters().get(0);
      assertThat(dead.getString("sku")).isEqualTo("S7");
      assertThat(dead.getString("code")).isEqualTo("http.422");
      assertThat(acceptedSkus()).isEqualTo(19);
      flow.restart();
      assertThat(flow.deadLetters()).hasSize(1);

      receiver.answers(body -> 200);
      flow.post("/dead-letters/redrive", "{\"channel\":\"shop\"}", "application/json");

      soon().until(() -> acceptedSkus() == 20);
      soon().until(() -> flow.deadLetters().isEmpty());
    }
  }

  @Test
  void aSkuThatAlwaysFailsIsHeldThenDeadAndNobodyElseWaits(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop(""))) {
      receiver.answers(body -> body.getString("sku").equals("S0") ? 500 : 200);
      publish(flow, 0, 30, 1);
      soon().until(() -> acceptedSkus() == 29);
      // Time counts only while others get through.
      long[] sequence = {1};
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                publish(flow, 1, 4, ++sequence[0]);
                return flow.deadLetters().size() == 1;
              });
      assertThat(flow.deadLetters().get(0).getString("sku")).isEqualTo("S0");
      assertThat(flow.channel("shop").getString("state")).isIn("online", "catching up");
    }
  }

  @Test
  void aPauseSurvivesARestart(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop(""))) {
      flow.post("/channels/shop/pause", "{\"reason\":\"stocktaking\"}", "application/json");
      publish(flow, 0, 5, 1);
      flow.restart();
      assertThat(flow.channel("shop").getString("state")).isEqualTo("paused");
      assertThat(flow.channel("shop").getString("stateReason")).contains("stocktaking");
      assertThat(receiver.requests()).isEmpty();

      flow.post("/channels/shop/resume", "{}", "application/json");

      soon().until(() -> acceptedSkus() == 5);
    }
  }

  @Test
  void aReplaySendsTheNewestValuesAgain(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop(""))) {
      publish(flow, 0, 5, 1);
      publish(flow, 0, 5, 2);
      soon().until(() -> flow.channel("shop").getLong("backlog") == 0 && acceptedSkus() == 5);
      int before = receiver.requests().size();

      flow.post(
          "/channels/shop/replay", "{\"since\":\"2020-01-01T00:00:00Z\"}", "application/json");

      soon().until(() -> receiver.requests().size() == before + 5);
      List<Receiver.Request> again = receiver.requests().subList(before, before + 5);
      assertThat(again).extracting(Receiver.Request::sku).doesNotHaveDuplicates();
      assertThat(receiver.requests())
          .extracting(Receiver.Request::idempotencyKey)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void aReplayEndsWhereADryRunBeginsAndNoneBeginsInOne(@TempDir Path directory) {
    String replay = "{\"since\":\"2020-01-01T00:00:00Z\"}";
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop(""))) {
      publish(flow, 0, 5, 1);
      soon().until(() -> flow.channel("shop").getLong("backlog") == 0 && acceptedSkus() == 5);
      flow.post("/channels/shop/pause", "{}", "application/json");
      String job =
          new JsonObject(flow.post("/channels/shop/replay", replay, "application/json").body())
              .getString("id");
      soon().until(() -> flow.channel("shop").getLong("backlog") == 5);
      assertThat(flow.get("/jobs/" + job).getString("state")).isEqualTo("running");

      flow.channels("", shop("  mode: dry_run\n"));
      soon()
          .untilAsserted(
              () -> assertThat(flow.get("/jobs/" + job).getString("state")).isEqualTo("failed"));
      assertThat(flow.get("/jobs/" + job).getString("problem"))
          .isEqualTo("it is a dry run, which sends nothing");

      assertThat(flow.post("/channels/shop/replay", replay, "application/json").statusCode())
          .isEqualTo(409);
    }
  }

  @Test
  void postedEventsAreAnsweredWithWhatBecameOfThem(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop(""))) {
      String batch = "[" + stock("a", "P", "BER", 1, 1) + "," + stock("a", "P", "BER", 1, 1) + "]";
      var answer = flow.post("/events", batch, "application/cloudevents-batch+json");
      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(Flow.items(new JsonObject(answer.body())))
          .extracting(item -> item.getString("decision"))
          .containsExactly("new", "duplicate");
      var refused = flow.post("/events", "{}", "application/cloudevents+json");
      assertThat(refused.statusCode()).isEqualTo(400);
      var binary =
          flow.post(
              "/events",
              "{\"sku\":\"Q\",\"quantity\":4}",
              "application/json",
              Map.of(
                  "ce-specversion", "1.0",
                  "ce-id", "q",
                  "ce-source", "/test",
                  "ce-type", "product.stock.changed",
                  "ce-sequence", "1"));
      assertThat(binary.statusCode()).as(binary.body()).isEqualTo(202);
      soon().until(() -> receiver.of("P").size() == 1 && receiver.of("Q").size() == 1);
    }
  }
}
