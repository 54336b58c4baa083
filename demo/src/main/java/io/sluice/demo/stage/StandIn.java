package io.sluice.demo.stage;

import io.sluice.simulator.SimulatedChannel;
import java.time.Duration;
import java.util.List;

/**
 * A channel that is not there: what the configuration says of it, and how it behaves.
 *
 * @param everyChange gets each event, else the newest value per SKU
 * @param leastMs shortest time to an answer
 * @param mostMs longest
 * @param batch updates in one call at most
 */
public record StandIn(String name, boolean everyChange, int leastMs, int mostMs, int batch) {
  /** Of the kind that keeps the newest value; the one whose outage shows superseded values. */
  public static final StandIn MARKETPLACE = new StandIn("marketplace", false, 120, 400, 25);

  /** Of the kind that gets each event. */
  public static final StandIn REPORTING = new StandIn("reporting", true, 60, 180, 100);

  public static final List<StandIn> ALL =
      List.of(
          new StandIn("webshop", false, 15, 60, 1),
          MARKETPLACE,
          new StandIn("search", true, 5, 25, 50),
          REPORTING);

  /** Tries again sooner than usual, so that an outage is over soon after its end. */
  static final String DEFAULTS =
      """
      defaults:
        retry: { first_after: 500ms, longest_wait: 5s }
        breaker: { open_after_failures: 5, probe_every: 2s }

      """;

  void behave(SimulatedChannel channel) {
    channel.behave(
        channel.behaviour().latency(Duration.ofMillis(leastMs), Duration.ofMillis(mostMs)));
  }

  String yaml(String url) {
    return """
      # Answers after %d to %d ms.
      %s:
        adapter: http
        url: "%s"
        allow_private: yes
        batch: { at_most: %d, wait: 5ms }
        backlog: { keep: %s }
    """
        .formatted(
            leastMs, mostMs, name, url, batch, everyChange ? "every_change" : "latest_per_sku");
  }
}
