package io.sluice.trials.bench;

import io.vertx.core.json.JsonObject;

/**
 * What one channel of the sink has seen.
 *
 * @param regressions updates that were older than one of the same SKU before them
 * @param firstNanos of this machine's monotonic clock; 0 when nothing came
 * @param p50 milliseconds from publication to arrival
 */
record ArrivalReport(
    long calls,
    long updates,
    long regressions,
    long firstNanos,
    long lastNanos,
    double p50,
    double p99,
    double longest) {

  JsonObject toJson() {
    return new JsonObject()
        .put("calls", calls)
        .put("updates", updates)
        .put("regressions", regressions)
        .put("firstNanos", firstNanos)
        .put("lastNanos", lastNanos)
        .put("p50", p50)
        .put("p99", p99)
        .put("longest", longest);
  }

  static ArrivalReport of(JsonObject json) {
    return new ArrivalReport(
        json.getLong("calls"),
        json.getLong("updates"),
        json.getLong("regressions"),
        json.getLong("firstNanos"),
        json.getLong("lastNanos"),
        json.getDouble("p50"),
        json.getDouble("p99"),
        json.getDouble("longest"));
  }

  double perSecond() {
    return updates * 1e9 / (lastNanos - firstNanos);
  }
}
