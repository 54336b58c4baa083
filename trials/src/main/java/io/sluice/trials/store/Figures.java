package io.sluice.trials.store;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a trial measured, line by line, as a table or as JSON. */
public final class Figures {
  private final List<Line> lines = new ArrayList<>();

  /**
   * Latencies are in milliseconds; NaN stands for what was not measured.
   *
   * @param rate of what {@code unit} names
   */
  record Line(String what, double rate, String unit, double p50, double p99, double max) {
    JsonObject json() {
      JsonObject json = new JsonObject().put("what", what);
      put(json, unit.isEmpty() ? "value" : unit, rate);
      put(json, "p50_ms", p50);
      put(json, "p99_ms", p99);
      put(json, "max_ms", max);
      return json;
    }

    private static void put(JsonObject json, String name, double value) {
      if (!Double.isNaN(value)) {
        json.put(name, value);
      }
    }
  }

  void add(String what, double rate, String unit, Latencies latencies) {
    lines.add(
        new Line(
            what, rate, unit, latencies.millis(0.5), latencies.millis(0.99), latencies.millis(1)));
  }

  void add(String what, double value, String unit) {
    lines.add(new Line(what, value, unit, Double.NaN, Double.NaN, Double.NaN));
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }

  public JsonArray json() {
    return new JsonArray(lines.stream().map(Line::json).toList());
  }

  public String table() {
    StringBuilder text =
        new StringBuilder(
            "%-40s %12s %-8s %9s %9s %9s%n".formatted("", "", "", "p50 ms", "p99 ms", "max ms"));
    for (Line line : lines) {
      text.append(
          "%-40s %12s %-8s %9s %9s %9s%n"
              .formatted(
                  line.what(),
                  number(line.rate(), "%,.1f"),
                  line.unit(),
                  number(line.p50(), "%.2f"),
                  number(line.p99(), "%.2f"),
                  number(line.max(), "%.2f")));
    }
    return text.toString();
  }

  private static String number(double value, String format) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }
}
