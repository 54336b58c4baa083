package io.sluice.trials.bench;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Values of one figure by pipe, one of each in every round, so that what disturbs one disturbs all.
 */
final class Rounds {
  private final String unit;
  private final Map<String, List<Double>> values = new LinkedHashMap<>();

  Rounds(String unit) {
    this.unit = unit;
  }

  void add(String pipe, double value) {
    values.computeIfAbsent(pipe, any -> new ArrayList<>()).add(value);
  }

  double median(String pipe) {
    return median(values.get(pipe));
  }

  boolean has(String pipe) {
    return values.containsKey(pipe);
  }

  /** Of what the gateway did and what another did in the same round. */
  double medianRatio(String pipe, String other) {
    return medianRatio(pipe, this, other);
  }

  /** Of one figure to another, round by round. */
  double medianRatio(String pipe, Rounds others, String other) {
    List<Double> upper = values.get(pipe);
    List<Double> lower = others.values.get(other);
    return median(
        IntStream.range(0, upper.size()).mapToObj(i -> upper.get(i) / lower.get(i)).toList());
  }

  double medianDifference(String pipe, String other) {
    List<Double> upper = values.get(pipe);
    List<Double> lower = values.get(other);
    return median(
        IntStream.range(0, upper.size()).mapToObj(i -> upper.get(i) - lower.get(i)).toList());
  }

  /** Medians, and what the gateway is to each other. */
  JsonObject toJson() {
    JsonObject json = new JsonObject().put("unit", unit);
    values.keySet().forEach(pipe -> json.put(pipe, rounded(median(pipe))));
    if (values.containsKey("sluice")) {
      values.keySet().stream()
          .filter(pipe -> !pipe.equals("sluice"))
          .forEach(pipe -> json.put(ratioName(pipe), rounded(medianRatio("sluice", pipe))));
    }
    JsonObject all = new JsonObject();
    values.forEach((pipe, each) -> all.put(pipe, each.stream().map(Rounds::rounded).toList()));
    return json.put("rounds", all);
  }

  private static String ratioName(String pipe) {
    return pipe.equals("bare") ? "ratio" : "ratio to " + pipe;
  }

  static double rounded(double value) {
    double scale = Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 10 ? 10 : 1000;
    return Math.round(value * scale) / scale;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
