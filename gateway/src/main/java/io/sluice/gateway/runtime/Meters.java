package io.sluice.gateway.runtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.adapter.Outcome;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.channel.Attempt;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Everything counted, under the prefix {@code sluice_}. No SKU is ever a label. Thread-safe. */
final class Meters {
  private static final long LONGEST_MS = 600_000;
  private static final int DIGITS = 2;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  // Looking a meter up in the registry by its tags costs more than counting.
  private final Map<Decided, Counter> decided = new ConcurrentHashMap<>();
  private final Map<Delivered, Counter> deliveries = new ConcurrentHashMap<>();
  private final Map<String, Timer> durations = new ConcurrentHashMap<>();

  // Scraped metrics tell no percentile of the last minutes. Anybody records, one reads.
  private final Map<String, Recorder> recent = new ConcurrentHashMap<>();

  private record Decided(String source, Decision decision) {}

  private record Delivered(String channel, Class<? extends Outcome> outcome) {}

  Meters() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
  }

  void decided(String source, Decision decision) {
    decided
        .computeIfAbsent(
            new Decided(source, decision),
            any ->
                registry.counter(
                    "sluice.events", "source", source, "decision", decision.toString()))
        .increment();
  }

  void refused(String source, String code) {
    registry.counter("sluice.events.refused", "source", source, "code", code).increment();
  }

  void attempted(String channel, Attempt attempt) {
    deliveries
        .computeIfAbsent(
            new Delivered(channel, attempt.outcome().getClass()),
            any ->
                registry.counter(
                    "sluice.deliveries", "channel", channel, "outcome", name(attempt.outcome())))
        .increment();
    durations
        .computeIfAbsent(channel, this::duration)
        .record(attempt.durationMs(), TimeUnit.MILLISECONDS);
    recent(channel).recordValue(Math.min(attempt.durationMs(), LONGEST_MS));
  }

  /** How long a channel's tries took since it was asked for them last, in ms. One thread asks. */
  Histogram tookSinceLast(String channel) {
    return recent(channel).getIntervalHistogram();
  }

  private Recorder recent(String channel) {
    return recent.computeIfAbsent(channel, any -> new Recorder(LONGEST_MS, DIGITS));
  }

  private Timer duration(String channel) {
    return Timer.builder("sluice.delivery.duration")
        .tag("channel", channel)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofSeconds(60))
        .register(registry);
  }

  /** How an outcome is called in logs and metrics: {@code accepted}, {@code not_listed}, ... */
  static String name(Outcome outcome) {
    String type = outcome.getClass().getSimpleName();
    return type.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  void gauge(String name, Supplier<Number> value, String... tags) {
    Gauge.builder(name, value).tags(tags).strongReference(true).register(registry);
  }

  String scrape() {
    return registry.scrape();
  }
}
