package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where is event X? */
class TimelineTest extends FlowTest {
  private static JsonObject trail(Flow flow, String event) {
    return flow.get("/events/" + Flow.segment(event)).getJsonArray("channels").getJsonObject(0);
  }

  private static List<JsonObject> attempts(JsonObject trail) {
    return trail.getJsonArray("attempts").stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> found(Flow flow, String query) {
    return Flow.items(flow.get("/events?" + query)).stream()
        .map(each -> each.getString("id"))
        .toList();
  }

  private static void awaitAttempt(Flow flow, String event, String outcome) {
    soon()
        .untilAsserted(
            () ->
                assertThat(attempts(trail(flow, event)))
                    .extracting(each -> each.getString("outcome"))
                    .contains(outcome));
  }

  @Test
  void anEventThatWasAcceptedSaysWhenAndOneThatCameLaterTookItsPlace(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop())) {
      flow.publish(stock("a", "S", "BER", 1, 5));
      awaitAttempt(flow, "a", "accepted");

      JsonObject trail = trail(flow, "a");
      assertThat(trail.getString("state")).isEqualTo("accepted");
      JsonObject attempt = attempts(trail).get(0);
      assertThat(attempt.getInteger("status")).isEqualTo(200);
      assertThat(attempt.getLong("position")).isEqualTo(1);
      assertThat(attempt.getString("request")).as("of a plain success").isNull();

      flow.post("/channels/shop/pause", "{}", "application/json");
      flow.publish(stock("b", "S", "BER", 2, 6));
      flow.publish(stock("c", "S", "BER", 3, 7));
      soon().until(() -> found(flow, "id=c").equals(List.of("c")));
      assertThat(trail(flow, "c").getString("state")).isEqualTo("waiting");
      flow.post("/channels/shop/resume", "{}", "application/json");
      awaitAttempt(flow, "c", "accepted");

      assertThat(trail(flow, "a").getString("state")).isEqualTo("accepted");
      JsonObject superseded = trail(flow, "b");
      assertThat(superseded.getString("state")).isEqualTo("superseded");
      assertThat(superseded.getString("reason")).contains("event 3");
      assertThat(trail(flow, "3").getString("state")).isEqualTo("accepted");

      flow.restart();
      assertThat(trail(flow, "a").getString("state")).isEqualTo("accepted");
    }
  }

  @Test
  void aRefusalIsKeptWithWhatWasSentAndAnswered(@TempDir Path directory) {
    receiver.answers(body -> body.getString("sku").equals("BAD") ? 422 : 200);
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop())) {
      flow.publish(stock("bad", "BAD", "BER", 1, 5));
      soon().until(() -> receiver.of("BAD").size() == 1);
      flow.publish(stock("good", "GOOD", "BER", 1, 5));
      soon().until(() -> flow.deadLetters().size() == 1);
      awaitAttempt(flow, "bad", "rejected");

      JsonObject trail = trail(flow, "bad");
      assertThat(trail.getString("state")).isEqualTo("dead");
      assertThat(trail.getJsonObject("held").getString("why")).isEqualTo("dead");
      JsonObject attempt = attempts(trail).get(0);
      assertThat(attempt.getInteger("status")).isEqualTo(422);
      assertThat(attempt.getString("code")).isEqualTo("http.422");
      assertThat(attempt.getString("request"))
          .startsWith("P")
          .contains("/BAD")
          .contains("quantity");

      assertThat(found(flow, "code=http.422")).containsExactly("bad");
      assertThat(found(flow, "code=422&sku=BAD")).containsExactly("bad");
      assertThat(found(flow, "state=dead")).containsExactly("bad");
      assertThat(found(flow, "state=dead&sku=GOOD")).isEmpty();
      assertThat(Flow.items(flow.get("/attempts?channel=shop&code=rejected"))).isNotEmpty();
      assertThat(Flow.items(flow.get("/attempts?sku=GOOD"))).hasSize(1);
    }
  }

  @Test
  void eventsAreFoundByWhateverIsKnownOfThem(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop())) {
      flow.publish(
          IntStream.range(0, 30).mapToObj(i -> stock("e" + i, "S" + i % 3, "BER", i + 1, i)));
      soon().until(() -> found(flow, "limit=500").size() == 30);
      Instant between = Instant.now();
      flow.publish(stock("old", "S0", "BER", 1, 99));
      flow.publish(stock("late", "S0", "BER", 100, 99));
      soon().until(() -> found(flow, "sku=S0").contains("late"));

      assertThat(found(flow, "sku=S1")).hasSize(10).startsWith("e28", "e25");
      assertThat(found(flow, "alias=S1")).hasSize(10);
      assertThat(found(flow, "id=e7")).containsExactly("e7");
      assertThat(found(flow, "id=e7&sku=S0")).isEmpty();
      assertThat(found(flow, "state=stale")).containsExactly("old");
      assertThat(found(flow, "from=" + between)).containsExactly("late", "old");
      assertThat(found(flow, "until=" + between + "&limit=2")).containsExactly("e29", "e28");
      assertThat(flow.get("/events?state=lost").getInteger("status")).isEqualTo(400);
      assertThat(flow.get("/events?cursor=x").getInteger("status")).isEqualTo(400);
      assertThat(flow.get("/events/nothing").getInteger("status")).isEqualTo(404);
      assertThat(flow.get("/events/old").getJsonArray("channels")).isEmpty();

      assertThat(pages(flow, "limit=7")).hasSize(32).doesNotHaveDuplicates();
      assertThat(pages(flow, "sku=S0&limit=3")).hasSize(12).doesNotHaveDuplicates();
    }
  }

  private static List<String> pages(Flow flow, String query) {
    List<String> all = new java.util.ArrayList<>();
    String next = "";
    while (next != null) {
      JsonObject page = flow.get("/events?" + query + next);
      Flow.items(page).forEach(each -> all.add(each.getString("id")));
      next = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
    }
    return all;
  }

  @Test
  void bulkDecisionsRunAsJobsAndAreWrittenDown(@TempDir Path directory) {
    receiver.answers(body -> body.getString("sku").startsWith("BAD") ? 422 : 200);
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop())) {
      flow.publish(IntStream.range(0, 5).mapToObj(i -> stock("b" + i, "BAD" + i, "BER", 1, 5)));
      // A refusal is believed once something else gets through behind it.
      soon().until(() -> receiver.requests().size() >= 5);
      flow.publish(stock("good", "GOOD", "BER", 1, 5));
      soon().until(() -> flow.deadLetters().size() == 5);
      receiver.answers(body -> 200);

      JsonObject job =
          new JsonObject(
              flow.post(
                      "/dead-letters/redrive",
                      "{\"all\":true,\"job\":true,\"reason\":\"mended\"}",
                      "application/json")
                  .body());
      String id = job.getString("id");
      assertThat(job.getString("kind")).isEqualTo("redrive");
      soon().until(() -> flow.get("/jobs/" + id).getString("state").equals("done"));
      soon().until(() -> flow.deadLetters().isEmpty());
      assertThat(flow.get("/jobs/" + id).getLong("done")).isEqualTo(5);
      assertThat(Flow.items(flow.get("/jobs"))).hasSize(1);
      assertThat(flow.post("/jobs/" + id + "/cancel", "{}", "application/json").statusCode())
          .isEqualTo(409);

      List<JsonObject> audit = Flow.items(flow.get("/audit"));
      assertThat(audit)
          .extracting(step -> step.getString("action"))
          .containsExactly("jobs cancel", "dead-letters redrive");
      assertThat(audit.get(1).getString("reason")).isEqualTo("mended");
      assertThat(audit.get(1).getString("who")).isEqualTo("local");
      assertThat(audit.get(0).getString("problem")).isEqualTo("the job is over: done");
      flow.restart();
      assertThat(Flow.items(flow.get("/audit"))).hasSize(2);
    }
  }

  @Test
  void aReplayIsCancelled(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop())) {
      flow.publish(stock("a", "S", "BER", 1, 5));
      soon().until(() -> receiver.of("S").size() == 1);
      flow.post("/channels/shop/pause", "{}", "application/json");
      String replay = "{\"since\":\"2020-01-01T00:00:00Z\"}";
      String id =
          new JsonObject(flow.post("/channels/shop/replay", replay, "application/json").body())
              .getString("id");

      assertThat(flow.post("/jobs/" + id + "/cancel", "{}", "application/json").statusCode())
          .isEqualTo(200);

      soon().until(() -> flow.get("/jobs/" + id).getString("state").equals("cancelled"));
      flow.restart();
      assertThat(flow.get("/jobs/" + id).getInteger("status")).as("not begun again").isEqualTo(404);
    }
  }
}
