package io.sluice.demo;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What came of a merchant's morning.
 *
 * @param published events that the broker confirmed
 * @param listings how many each marketplace has at its end, by channel
 * @param differences listings that are not as the rules say
 * @param violations what the marketplaces hold against their client, with how often
 * @param restarts of the gateway
 * @param tokens that each marketplace has issued, by channel
 * @param simulated how long the morning was
 * @param real how long it took
 * @param samples of the differences
 */
record MorningResult(
    long published,
    Map<String, Integer> listings,
    int differences,
    Map<String, Integer> violations,
    int restarts,
    Map<String, Integer> tokens,
    Duration simulated,
    Duration real,
    List<String> samples)
    implements Checked {
  MorningResult {
    samples = List.copyOf(samples);
  }

  @Override
  public boolean clean() {
    return differences == 0 && violations.isEmpty();
  }

  @Override
  public String json() {
    JsonObject byChannel = new JsonObject();
    listings.forEach(byChannel::put);
    JsonObject counted = new JsonObject();
    violations.forEach(counted::put);
    JsonObject issued = new JsonObject();
    tokens.forEach(issued::put);
    return new JsonObject()
        .put("published", published)
        .put("listings", byChannel)
        .put("differences", differences)
        .put("violations", counted)
        .put("restarts", restarts)
        .put("tokens", issued)
        .put("simulatedSeconds", simulated.toSeconds())
        .put("seconds", real.toSeconds())
        .encode();
  }

  @Override
  public String words() {
    return """
        published %d, listings %s
        listings that are not as the rules say %d, limits broken and things created twice %s
        restarts %d, tokens %s; %d minutes of simulated time in %d s
        %s"""
        .formatted(
            published,
            listings,
            differences,
            violations.isEmpty() ? "0" : violations,
            restarts,
            tokens,
            simulated.toMinutes(),
            real.toSeconds(),
            clean() ? "Every marketplace shows what the rules say." : "The promise was broken.");
  }
}
