package io.sluice.gateway.config;

import io.sluice.source.Facet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code gateway.yaml} says.
 *
 * @param sources at least one, each name once
 * @param owners which source owns a facet; only for facets that two sources send
 * @param alerts who is told of what by the gateway itself
 * @param shutdownWait how long a stop waits for attempts in flight; 30 s unless written
 * @param log what it tells of attempts
 * @param traces where they go; empty: nothing is traced
 */
public record GatewayConfig(
    List<SourceConfig> sources,
    Map<Facet, String> owners,
    StoreSettings store,
    ApiSettings api,
    AlertSettings alerts,
    Duration shutdownWait,
    LogSettings log,
    Optional<TraceSettings> traces) {
  static final Duration DEFAULT_SHUTDOWN_WAIT = Duration.ofSeconds(30);

  public GatewayConfig {
    sources = List.copyOf(sources);
    owners = Map.copyOf(owners);
    List<String> names = sources.stream().map(SourceConfig::name).toList();
    new Checks()
        .that("sources", !sources.isEmpty(), "needs at least one source")
        .that("sources", names.stream().distinct().count() == names.size(), "has a name twice")
        .that(
            "owners",
            names.containsAll(owners.values()),
            () -> "must name sources (" + String.join(", ", names) + ")")
        .between("shutdown.wait_at_most", shutdownWait, Duration.ZERO, Duration.ofMinutes(10))
        .orThrow();
  }
}
