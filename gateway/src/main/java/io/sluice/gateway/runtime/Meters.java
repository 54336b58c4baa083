package io.sluice.gateway.runtime;

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
import java.util.function.Supplier;

/** Everything counted, under the prefix {@code sluice_}. No SKU is ever a label. Thread-safe. */
final class Meters {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  Meters() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
  }

  void decided(String source, Decision decision) {
    registry
        .counter("sluice.events", "source", source, "decision", decision.toString())
        .increment();
  }

  void refused(String source, String code) {
    registry.counter("sluice.events.refused", "source", source, "code", code).increment();
  }

  void attempted(String channel, Attempt attempt) {
    String outcome = name(attempt.outcome());
    registry.counter("sluice.deliveries", "channel", channel, "outcome", outcome).increment();
    Timer.builder("sluice.delivery.duration")
        .tag("channel", channel)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofSeconds(60))
        .register(registry)
        .record(Duration.ofMillis(attempt.durationMs()));
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
