package io.sluice.demo;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * What came of one outage.
 *
 * @param published events that the broker confirmed
 * @param accepted updates by channel
 * @param lost values that a channel is owed and does not have
 * @param staleApplied updates that took the place of a newer value
 * @param superseded values that a newer one replaced before they were sent
 * @param duplicates updates that came again; allowed
 * @param outageSeconds how long the channel was down
 * @param drainSeconds from its return until everything was delivered
 * @param kept whether nothing else was wrong either
 * @param samples of what was wrong
 */
record OnceResult(
    long published,
    Map<String, Long> accepted,
    long lost,
    long staleApplied,
    long superseded,
    long duplicates,
    double outageSeconds,
    double drainSeconds,
    boolean kept,
    List<String> samples)
    implements Checked {
  OnceResult {
    samples = List.copyOf(samples);
  }

  @Override
  public boolean clean() {
    return lost == 0 && staleApplied == 0 && kept;
  }

  @Override
  public String json() {
    JsonObject byChannel = new JsonObject();
    accepted.forEach(byChannel::put);
    return new JsonObject()
        .put("published", published)
        .put("accepted", byChannel)
        .put("lost", lost)
        .put("staleApplied", staleApplied)
        .put("superseded", superseded)
        .put("duplicates", duplicates)
        .put("outageSeconds", outageSeconds)
        .put("drainSeconds", drainSeconds)
        .encode();
  }

  @Override
  public String words() {
    return """
        published %d, accepted %s
        lost %d, older value applied over a newer %d, duplicates %d
        superseded before they were sent %d
        outage %.1f s, all delivered %.1f s after its end
        %s"""
        .formatted(
            published,
            accepted,
            lost,
            staleApplied,
            duplicates,
            superseded,
            outageSeconds,
            drainSeconds,
            clean() ? "Every channel has what it is owed." : "The promise was broken.");
  }
}
