package io.sluice.trials.faults.rows;

import io.sluice.simulator.RequestRecord;
import io.sluice.trials.ChannelSpec;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** N4: the channel cannot, and says when to come again, in every form. */
final class ServerErrors {
  static final Row ROW =
      new Row(
          "N4",
          "500, 502, 503 and 429 with Retry-After",
          "no call before Retry-After (at most 24 h); <= 3 probes per probe_every",
          ServerErrors::play);

  private static final List<String> NAMES =
      List.of("e500", "e502", "seconds", "date", "garbage", "years", "e429");

  private ServerErrors() {}

  private static void play(Stage stage) {
    List<ChannelSpec> channels = new ArrayList<>(stage.fourChannels());
    NAMES.forEach(
        name ->
            channels.add(
                stage
                    .state(name)
                    .with("limits: { parallel: 1 }")
                    .with("breaker: { probe_every: 1s }")));
    stage.startUnderLoad(channels);
    Isolation isolation = Isolation.begin(stage);
    stage.lasts(2, 20);
    isolation.faultBegins();
    Instant begun = Instant.now();
    NAMES.forEach(name -> stage.simulator().control(name, Answers.faults(answer(name))));
    stage.lasts(7, 60);
    isolation.faultEnds();
    Instant ended = Instant.now();
    // Five open the breaker; then three a second, begun or about to be.
    long allowed = 5 + 3 * (2 + Duration.between(begun, ended).toSeconds());
    for (String name : List.of("e500", "e502", "garbage")) {
      long calls = failed(stage, name, begun).stream().filter(call -> call.isBefore(ended)).count();
      stage.figures().atMost(name + ": calls", (double) calls, (double) allowed, "");
    }
    waits(stage, "seconds", begun);
    waits(stage, "e429", begun);
    waits(stage, "date", begun);
    stage.figures().exactly("10 years: calls", failed(stage, "years", begun).size(), 1);
    tenYears(stage);
    NAMES.forEach(name -> stage.simulator().control(name, Answers.GOOD));
    NAMES.forEach(name -> stage.api().steer(name, "resume"));
    stage.finish();
    isolation.judge();
  }

  private static JsonObject answer(String name) {
    return switch (name) {
      case "e500" -> Answers.status(500);
      case "e502" -> Answers.status(502);
      case "seconds" -> Answers.status(503).put("retry_after", "2");
      case "date" -> Answers.status(503).put("retry_after", httpDate());
      case "garbage" -> Answers.status(503).put("retry_after", "when the cows come home");
      case "years" -> Answers.status(503).put("retry_after", "315360000");
      default -> Answers.status(429).put("retry_after", "2");
    };
  }

  /** One that stays ahead for the whole row. */
  private static String httpDate() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Instant.now().plusSeconds(3_000).atOffset(ZoneOffset.UTC));
  }

  private static List<Instant> failed(Stage stage, String channel, Instant from) {
    return stage.requests(channel).stream()
        .filter(record -> record.status() >= 400 && record.at().isAfter(from))
        .map(RequestRecord::at)
        .distinct()
        .sorted()
        .toList();
  }

  private static void waits(Stage stage, String channel, Instant from) {
    List<Instant> calls = failed(stage, channel, from);
    Duration shortest = Duration.ofDays(1);
    for (int call = 1; call < calls.size(); call++) {
      Duration gap = Duration.between(calls.get(call - 1), calls.get(call));
      shortest = gap.compareTo(shortest) < 0 ? gap : shortest;
    }
    // A request arrives in less than the moment that the timer is late.
    stage.figures().atLeast(channel + ": shortest wait", shortest, Duration.ofMillis(1_990));
  }

  private static void tenYears(Stage stage) {
    Instant next = stage.api().channel("years").getInstant("nextAt");
    double hours = Duration.between(Instant.now(), next).toMinutes() / 60.0;
    stage.figures().atMost("10 years: waits", hours, 24, " h");
  }
}
