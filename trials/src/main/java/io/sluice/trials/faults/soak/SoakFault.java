package io.sluice.trials.faults.soak;

import io.sluice.trials.faults.Stage;
import io.sluice.trials.faults.net.FaultyLink;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A fault that begins and ends.
 *
 * @param weight how often it comes beside the others
 */
record SoakFault(String name, int weight, Consumer<Stage> begin, Consumer<Stage> end) {
  static final List<String> CHANNELS = List.of("shop", "market", "events", "copies");

  private static void nothing(Stage stage) {}

  /** What happens to the gateway, the broker and the way between them. */
  private static List<SoakFault> common() {
    return List.of(
        new SoakFault("gateway killed", 1, s -> s.gateway().kill9(), s -> s.gateway().start()),
        new SoakFault(
            "gateway stopped",
            1,
            s -> s.gateway().sigterm(Duration.ofMinutes(1)),
            s -> s.gateway().start()),
        new SoakFault("gateway frozen", 1, s -> s.gateway().freeze(), s -> s.gateway().thaw()),
        new SoakFault("broker killed", 2, s -> s.broker().kill9(), s -> s.broker().restart()),
        new SoakFault("broker cut off", 2, s -> s.brokerLink().cut(), SoakFault::nothing),
        new SoakFault(
            "broker half-open", 2, s -> s.brokerLink().swallow(), s -> mend(s.brokerLink())),
        new SoakFault(
            "broker slow",
            2,
            s -> s.brokerLink().delay(Duration.ofSeconds(1)),
            s -> s.brokerLink().heal()),
        new SoakFault("bad message", 2, SoakFault::publishBad, SoakFault::nothing));
  }

  static List<SoakFault> all() {
    List<SoakFault> all = new ArrayList<>(common());
    for (String channel : CHANNELS) {
      all.addAll(of(channel));
    }
    return all;
  }

  private static List<SoakFault> of(String channel) {
    return List.of(
        new SoakFault(
            channel + " down",
            1,
            s -> s.simulator().goDown(channel),
            s -> s.simulator().comeUp(channel)),
        answering(channel, "503", new JsonObject().put("kind", "status").put("status", 503)),
        answering(
            channel,
            "429",
            new JsonObject().put("kind", "status").put("status", 429).put("retry_after", "2")),
        answering(channel, "hangs", new JsonObject().put("kind", "hang").put("probability", 0.2)),
        answering(
            channel,
            "hangs up",
            new JsonObject().put("kind", "reset_after").put("probability", 0.2)),
        new SoakFault(
            channel + " half-open", 1, s -> s.link(channel).swallow(), s -> mend(s.link(channel))),
        new SoakFault(
            channel + " at 20 kB/s",
            1,
            s -> s.link(channel).throttle(20_000),
            s -> s.link(channel).heal()));
  }

  private static SoakFault answering(String channel, String name, JsonObject fault) {
    JsonObject bad = new JsonObject().put("faults", new JsonArray().add(fault));
    JsonObject good = new JsonObject().put("faults", new JsonArray());
    return new SoakFault(
        channel + " " + name,
        1,
        s -> s.simulator().control(channel, bad),
        s -> s.simulator().control(channel, good));
  }

  private static void mend(FaultyLink link) {
    link.heal();
    link.cut();
  }

  private static void publishBad(Stage stage) {
    stage.desk().publish("{".getBytes(StandardCharsets.UTF_8), "application/cloudevents+json");
  }
}
