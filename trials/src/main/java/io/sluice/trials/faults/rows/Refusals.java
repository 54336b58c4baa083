package io.sluice.trials.faults.rows;

import io.sluice.trials.ChannelSpec;
import io.sluice.trials.Waiting;
import io.sluice.trials.Workload;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import io.sluice.trials.faults.net.Answerer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** N5, N6 and N7: one product is refused; nobody is let in; success that is none. */
final class Refusals {
  static final Row ONE_SKU =
      new Row(
          "N5",
          "400, 404, 409, 422 for one product",
          "that one is a dead letter with its answer (409: waits); breakers stay closed",
          Refusals::oneSku);

  static final Row UNAUTHORIZED =
      new Row(
          "N6",
          "401 and 403 for everything",
          "needs attention, no dead letter, <= 20 calls; goes on when asked",
          Refusals::unauthorized);

  static final Row FALSE_SUCCESS =
      new Row(
          "N7",
          "200 with a web page, missing items, redirects",
          "none of it counts as accepted; redirects are not followed",
          Refusals::falseSuccess);

  private static final String POISON = Workload.sku(0);

  private Refusals() {}

  private static void oneSku(Stage stage) {
    List<ChannelSpec> channels = new ArrayList<>(stage.fourChannels());
    Map<String, Integer> refusing = new LinkedHashMap<>();
    for (int status : List.of(400, 404, 409, 422)) {
      String name = "e" + status;
      refusing.put(name, status);
      ChannelSpec plain = stage.state(name);
      channels.add(
          new ChannelSpec(name, plain.url() + "/products/{sku}", false, List.of())
              .with("retry: { first_after: 200ms, longest_wait: 1s, give_up_after: 4s }"));
      stage.simulator().control(name, Answers.faults(Answers.only(Answers.status(status), POISON)));
    }
    stage.startUnderLoad(channels);
    stage.lasts(3, 30);
    for (String name : refusing.keySet()) {
      boolean dead =
          Waiting.holdsWithin(
              Stage.AT_MOST.dividedBy(4), () -> !stage.api().deadLetters(name).isEmpty());
      stage.figures().holds(name + ": dead letter", dead, "none");
      List<JsonObject> letters = stage.api().deadLetters(name);
      stage
          .figures()
          .holds(
              name + ": only that product",
              letters.stream().allMatch(letter -> letter.getString("sku").equals(POISON)),
              letters);
      stage
          .figures()
          .exactly(name + ": breaker", stage.api().channel(name).getString("breaker"), "closed");
      long calls =
          stage.requests(name).stream().filter(call -> call.update().sku().equals(POISON)).count();
      stage.figures().atMost(name + ": calls for it", (double) calls, 100, "");
    }
    // What is refused ages only while others get through, so it would wait for ever without load.
    refusing.keySet().forEach(name -> stage.simulator().control(name, Answers.GOOD));
    refusing.keySet().forEach(name -> stage.excuse(name, POISON));
    stage.finish();
  }

  private static void unauthorized(Stage stage) {
    List<ChannelSpec> channels = new ArrayList<>(stage.fourChannels());
    channels.add(stage.state("e401"));
    channels.add(stage.stream("e403"));
    stage.startUnderLoad(channels);
    Isolation isolation = Isolation.begin(stage);
    stage.lasts(2, 20);
    isolation.faultBegins();
    long before401 = stage.simulator().summary("e401").requests();
    stage.simulator().control("e401", Answers.faults(Answers.status(401)));
    stage.simulator().control("e403", Answers.faults(Answers.status(403)));
    for (String name : List.of("e401", "e403")) {
      Waiting.until(name + " needs attention", Stage.AT_MOST, () -> needsAttention(stage, name));
    }
    stage.lasts(3, 60);
    isolation.faultEnds();
    stage
        .figures()
        .note("requests to e401", stage.simulator().summary("e401").requests() - before401);
    for (String name : List.of("e401", "e403")) {
      long refused = stage.requests(name).stream().filter(call -> call.status() > 400).count();
      stage.figures().atMost(name + ": calls refused", (double) refused, 20, "");
      stage.figures().exactly(name + ": dead letters", stage.api().deadLetters(name).size(), 0);
      stage.simulator().control(name, Answers.GOOD);
      stage.api().steer(name, "probe");
    }
    stage.finish();
    isolation.judge();
  }

  private static boolean needsAttention(Stage stage, String channel) {
    return stage.api().channel(channel).getString("state").equals("needs attention");
  }

  private static void falseSuccess(Stage stage) {
    List<ChannelSpec> channels = new ArrayList<>(stage.fourChannels());
    Map<String, Answerer> answers =
        Map.of(
            "page", Answerer.of(200, "text/html", "<html>Please log in</html>"),
            "items", Answerer.of(207, "application/json", "{\"results\":[]}"),
            "no_json", Answerer.of(200, "application/json", "{\"status\":"),
            "loop", Answerer.of(302, "text/plain", "", "location: /loop"),
            "elsewhere",
                Answerer.of(307, "text/plain", "", "location: http://127.0.0.1:1/elsewhere"));
    answers
        .keySet()
        .forEach(
            name ->
                channels.add(stage.linked(stage.state(name)).with("breaker: { probe_every: 1s }")));
    stage.startUnderLoad(channels);
    answers.forEach((name, answer) -> stage.link(name).answerBy(answer));
    Waiting.passes(java.time.Duration.ofSeconds(1));
    Map<String, JsonObject> before = stage.api().channels();
    stage.lasts(3, 30);
    Map<String, JsonObject> after = stage.api().channels();
    for (String name : answers.keySet()) {
      stage
          .figures()
          .exactly(
              name + ": counted as accepted",
              after.get(name).getLong("accepted") - before.get(name).getLong("accepted"),
              0L);
      stage.figures().note(name + ": state", after.get(name).getString("state"));
      stage.link(name).heal();
      stage.api().steer(name, "resume");
    }
    stage.finish();
  }
}
