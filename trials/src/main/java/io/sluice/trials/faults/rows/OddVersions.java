package io.sluice.trials.faults.rows;

import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** M5: identities, versions and clocks that contradict each other. */
final class OddVersions {
  static final Row ROW =
      new Row(
              "M5",
              "same ids; versions old, equal, missing, gaps",
              "the version decides, never the clock; what has none is refused; conflicts are counted",
              OddVersions::play)
          .in(BadMessages.ACT);

  private static final List<String> CHANNELS =
      List.of("shop", "market", "events", "copies", "paths");
  private static final String TYPE = "product.stock.changed";
  private static final long FIRST = 5_000_000_000L;
  private static final Duration AN_HOUR_AHEAD = Duration.ofHours(1);
  private static final Duration A_DAY_BACK = Duration.ofDays(-1);

  private OddVersions() {}

  private static void play(Stage stage) {
    stage.startUnderLoad(BadMessages.channels(stage));
    contradictions(stage);
    gaps(stage);
    missing(stage);
    stage.finish();
    values(stage, "same", List.of("1"));
    values(stage, "gap", List.of("1", "2"));
  }

  /** One version, several times and with several values; an older one with a newer clock. */
  private static void contradictions(Stage stage) {
    double before = conflicts(stage);
    String good = at(stock("same", FIRST, 1), A_DAY_BACK);
    publish(stage, good);
    publish(stage, good);
    publish(stage, at(stock("same", FIRST - 1, 2), AN_HOUR_AHEAD));
    publish(stage, stock("same", FIRST, 3).replace("\"t5", "\"u5"));
    publish(stage, stock("same", FIRST, 4));
    boolean counted =
        Waiting.holdsWithin(Duration.ofSeconds(5), () -> conflicts(stage) == before + 2);
    stage.figures().holds("both conflicts are counted", counted, conflicts(stage) - before);
    awaitSent(stage, "same", "1");
  }

  /** What is missing is not waited for, and is too old when it comes after all. */
  private static void gaps(Stage stage) {
    long begin = FIRST + 10_000;
    publish(stage, at(stock("gap", begin, 1), AN_HOUR_AHEAD));
    awaitSent(stage, "gap", "1");
    publish(stage, at(stock("gap", begin + 1_000, 2), A_DAY_BACK));
    publish(stage, at(stock("gap", begin + 500, 3), AN_HOUR_AHEAD));
    awaitSent(stage, "gap", "2");
  }

  private static void missing(Stage stage) {
    long number = FIRST + 20_000;
    String without = stock("none", number, 1).replace("\"sequence\":\"" + number + "\",", "");
    BadMessages.refused(stage, "no version", Text.bytes(without));
    JsonObject refused = stage.api().refused().get(0);
    stage.figures().holds("is named", refused.encode().contains("sequence"), refused);
  }

  /** To every channel. The load knows nothing of this product, so the end is judged here. */
  private static void awaitSent(Stage stage, String sku, String value) {
    Waiting.until(
        value + " of " + sku + " arrived everywhere",
        Stage.AT_MOST,
        () -> CHANNELS.stream().allMatch(channel -> sent(stage, channel, sku).contains(value)));
    CHANNELS.forEach(channel -> stage.excuse(channel, sku));
  }

  private static void values(Stage stage, String sku, List<String> wanted) {
    for (String channel : CHANNELS) {
      stage.figures().exactly(sku + " on " + channel, sent(stage, channel, sku), wanted);
    }
  }

  private static String stock(String sku, long version, int quantity) {
    return Text.event(
        version,
        TYPE,
        sku,
        "{\"sku\":\"%s\",\"quantity\":%d,\"warehouse\":\"BER\"}".formatted(sku, quantity));
  }

  /** The same, said by a clock that is wrong by so much. */
  private static String at(String event, Duration wrongBy) {
    String time = Instant.now().plus(wrongBy).toString();
    return event.replace("\"data\"", "\"time\":\"" + time + "\",\"data\"");
  }

  private static double conflicts(Stage stage) {
    return stage.api().metric("sluice_events_total{decision=\"conflict\"");
  }

  private static void publish(Stage stage, String event) {
    stage.desk().publish(Text.bytes(event), "application/cloudevents+json");
  }

  private static List<String> sent(Stage stage, String channel, String sku) {
    return stage.requests(channel).stream()
        .filter(call -> call.update().sku().equals(sku))
        .map(call -> call.update().value())
        .distinct()
        .toList();
  }
}
