package io.sluice.gateway.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.stream.Collectors;

/** Jobs for people. */
final class JobWords {
  private static final int UNKNOWN_SHOWN = 10;

  private final Terminal terminal;

  JobWords(Terminal terminal) {
    this.terminal = terminal;
  }

  /** How far it is, and what it found. */
  void tell(JsonObject job) {
    String problem = job.getString("problem");
    print(
        "%s%s is %s: %d%s (job %s)"
            .formatted(
                job.getString("kind"),
                of(job.getString("channel")),
                job.getString("state"),
                job.getLong("done"),
                outOf(job.getLong("total")),
                job.getString("id")));
    JsonObject reading = job.getJsonObject("reading");
    if (reading != null) {
      boolean adopts = "adopt".equals(job.getString("kind"));
      counts(reading, adopts);
      examples(reading);
      unknown(reading);
    }
    if (problem != null) {
      print("! " + problem);
    }
  }

  private static String of(String channel) {
    return channel.isEmpty() ? "" : " of " + channel;
  }

  private static String outOf(long total) {
    return total == 0 ? "" : " of " + total;
  }

  private void counts(JsonObject reading, boolean adopts) {
    print(
        "%d listings (%d with stock, %d with price), %d of products not known here"
            .formatted(
                reading.getLong("listings"),
                reading.getLong("withStock"),
                reading.getLong("withPrice"),
                reading.getLong("unknown")));
    print(
        "%d stocks and prices %s, %d differ, %d not compared"
            .formatted(
                reading.getLong("same"),
                adopts ? "are right there and count as accepted" : "as they were accepted",
                reading.getLong("different"),
                reading.getLong("skipped")));
    if (adopts && reading.getLong("leaving") > 0) {
      print(
          "%d products are there and excluded by the rules: they will leave"
              .formatted(reading.getLong("leaving")));
    } else if (!adopts) {
      print(
          "%d products missing there, %d there that should not be; %d updates sent again, %d of them wait"
              .formatted(
                  reading.getLong("missing"),
                  reading.getLong("unexpected"),
                  reading.getLong("touched"),
                  reading.getLong("waiting")));
    }
  }

  private void examples(JsonObject reading) {
    JsonArray examples = reading.getJsonArray("examples");
    if (examples.isEmpty()) {
      return;
    }
    Table table = new Table("SKU", "PART", "THERE", "ACCEPTED", "OURS");
    examples.stream()
        .map(JsonObject.class::cast)
        .forEach(
            each ->
                table.row(
                    each.getString("sku"),
                    each.getString("part"),
                    text(each, "there"),
                    text(each, "accepted"),
                    text(each, "ours")));
    table.print(terminal);
  }

  private void unknown(JsonObject reading) {
    JsonArray unknown = reading.getJsonArray("unknownExamples");
    if (!unknown.isEmpty()) {
      String names =
          unknown.stream()
              .limit(UNKNOWN_SHOWN)
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
      print("not known here, and left alone: " + names + (hasMore(reading) ? ", ..." : ""));
    }
  }

  private static boolean hasMore(JsonObject reading) {
    return reading.getLong("unknown") > UNKNOWN_SHOWN;
  }

  private static String text(JsonObject example, String key) {
    return Objects.requireNonNullElse(example.getString(key), "-");
  }

  private void print(String line) {
    terminal.out().println(VisibleText.of(line));
  }
}
