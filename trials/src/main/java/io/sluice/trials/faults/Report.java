package io.sluice.trials.faults;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows how rows went, in 100 columns. */
public final class Report {
  private static final int WIDTH = 100;
  private static final int FAULT = 38;
  private static final int NAME = 34;
  private static final int MEASURED = 15;
  private final PrintWriter out;

  public Report(PrintWriter out) {
    this.out = out;
  }

  void list(List<Row> rows) {
    rows.forEach(row -> out.printf("%-4s %s%n     %s%n", row.id(), row.fault(), row.passes()));
  }

  /** One row in a line, and what it missed below. By any thread. */
  synchronized void line(RowResult result) {
    out.printf(
        "%-4s %-" + FAULT + "s %-7s %4d s  %s%n",
        result.row().id(),
        cut(result.row().fault(), FAULT),
        result.verdict(),
        result.took().toSeconds(),
        telling(result));
    if (result.skipped() != null) {
      indented(result.skipped());
    }
    if (!result.passed()) {
      indented(result.problems());
      indented("kept: " + result.directory());
    }
    out.flush();
  }

  private void indented(String text) {
    text.lines().forEach(line -> out.println("       " + line));
  }

  /** The first figure that the row itself demands: the promise is the same everywhere. */
  private static String telling(RowResult result) {
    return result.figures().stream()
        .filter(figure -> !figure.allowed().isEmpty() && !Stage.PROMISE.contains(figure.name()))
        .findFirst()
        .map(Figure::toString)
        .map(text -> cut(text, 42))
        .orElse("");
  }

  /** All figures of all rows. */
  public void table(List<RowResult> results, Duration took) {
    out.println();
    for (RowResult result : results) {
      out.printf(
          "%-4s %s  [%s, %d s]%n",
          result.row().id(), result.row().fault(), result.verdict(), result.took().toSeconds());
      result.figures().forEach(this::figure);
      if (!result.passed()) {
        indented(result.problems());
        indented("kept: " + result.directory());
      }
    }
    long missed = results.stream().filter(result -> !result.passed()).count();
    long skipped = results.stream().filter(result -> result.skipped() != null).count();
    out.printf(
        "%n%d rows, %d missed, %d skipped, %d s%n",
        results.size(), missed, skipped, took.toSeconds());
    out.flush();
  }

  private void figure(Figure figure) {
    out.printf(
        "     %-" + NAME + "s %-" + MEASURED + "s %-12s %s%n",
        cut(figure.name(), NAME),
        cut(figure.measured(), figure.allowed().isEmpty() ? WIDTH - NAME - 6 : MEASURED + 12),
        figure.allowed(),
        figure.kept() ? "" : "MISSED");
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "~";
  }

  static JsonObject json(Size size, List<RowResult> results) {
    return new JsonObject()
        .put("size", size.name().toLowerCase(Locale.ROOT))
        .put(
            "rows",
            results.stream()
                .map(Report::json)
                .collect(Collectors.collectingAndThen(Collectors.toList(), JsonArray::new)));
  }

  private static JsonObject json(RowResult result) {
    JsonArray figures = new JsonArray();
    for (Figure figure : result.figures()) {
      figures.add(
          new JsonObject()
              .put("name", figure.name())
              .put("measured", figure.measured())
              .put("allowed", figure.allowed())
              .put("kept", figure.kept()));
    }
    return new JsonObject()
        .put("row", result.row().id())
        .put("fault", result.row().fault())
        .put("verdict", result.verdict())
        .put("seconds", result.took().toMillis() / 1e3)
        .put("problem", result.trouble())
        .put("figures", figures);
  }
}
