package io.sluice.gateway.runtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.adapter.Outcome;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.channel.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Everything counted, under the prefix {@code sluice_}. No SKU is ever a label. Thread-safe. */
final class Meters {
  private static final long LONGEST_MS = 600_000;
  private static final int DIGITS = 2;

  /** From what is at once to what waited for a day while a channel was down. */
  private static final Duration[] ARRIVED_WITHIN =
      Stream.of(
              "PT0.05S", "PT0.1S", "PT0.25S", "PT0.5S", "PT1S", "PT2.5S", "PT5S", "PT10S", "PT30S",
              "PT1M", "PT5M", "PT30M", "PT1H", "PT6H", "PT24H")
          .map(Duration::parse)
          .toArray(Duration[]::new);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  // Looking a meter up in the registry by its tags costs more than counting.
  private final Map<Decided, Counter> decided = new ConcurrentHashMap<>();
  private final Map<Delivered, Counter> deliveries = new ConcurrentHashMap<>();
  private final Map<String, Timer> durations = new ConcurrentHashMap<>();
  private final Map<String, Timer> arrivals = new ConcurrentHashMap<>();

  // The registry holds what it asks for a counter weakly: it would stand still once that is gone.
  private final Map<String, DoubleSupplier> counted = new ConcurrentHashMap<>();

  // Scraped metrics tell no percentile of the last minutes. Anybody records, one reads.
  private final Map<String, Recorder> recent = new ConcurrentHashMap<>();

  private record Decided(String source, String type, Decision decision) {}

  private record Delivered(String channel, Class<? extends Outcome> outcome) {}

  Meters() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /**
   * @param source that handed it over
   */
  void decided(String source, JournaledEvent event) {
    // The decoder lets no type through but those it knows.
    decided
        .computeIfAbsent(
            new Decided(source, event.event().type(), event.decision()), this::decisions)
        .increment();
  }

  private Counter decisions(Decided of) {
    return Counter.builder("sluice.events")
        .description("Events received and journaled")
        .tags("source", of.source(), "type", of.type(), "decision", of.decision().toString())
        .register(registry);
  }

  void refused(String source, String code) {
    Counter.builder("sluice.events.refused")
        .description("Messages that were no valid events")
        .tags("source", source, "code", code)
        .register(registry)
        .increment();
  }

  void attempted(String channel, Attempt attempt) {
    deliveries
        .computeIfAbsent(
            new Delivered(channel, attempt.outcome().getClass()),
            any -> deliveries(channel, attempt.outcome()))
        .increment();
    durations
        .computeIfAbsent(channel, this::duration)
        .record(attempt.durationMs(), TimeUnit.MILLISECONDS);
    recent(channel).recordValue(Math.min(attempt.durationMs(), LONGEST_MS));
    arrived(channel, attempt);
  }

  private Counter deliveries(String channel, Outcome outcome) {
    return Counter.builder("sluice.deliveries")
        .description("Updates tried, by what became of the try")
        .tags("channel", channel, "outcome", name(outcome))
        .register(registry);
  }

  /** How long what is accepted now took since its event was received. */
  void arrived(String channel, Attempt attempt) {
    if (attempt.sinceReceivedMs() >= 0 && attempt.outcome() instanceof Outcome.Accepted) {
      arrivals
          .computeIfAbsent(channel, this::arrival)
          .record(attempt.sinceReceivedMs(), TimeUnit.MILLISECONDS);
    }
  }

  private Timer arrival(String channel) {
    return Timer.builder("sluice.event.to.channel")
        .description("From the receipt of an event to the acceptance of what became of it")
        .tag("channel", channel)
        .serviceLevelObjectives(ARRIVED_WITHIN)
        .register(registry);
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
        .description("From a call to its answer, for each update in it")
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

  void gauge(String name, String help, Supplier<Number> value, String... tags) {
    Gauge.builder(name, value)
        .description(help)
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  /** What only ever grows while the process runs. */
  void counter(String name, String help, DoubleSupplier value, String... tags) {
    DoubleSupplier kept = counted.computeIfAbsent(name + List.of(tags), any -> value);
    FunctionCounter.builder(name, kept, DoubleSupplier::getAsDouble)
        .description(help)
        .tags(tags)
        .register(registry);
  }

  /** One whose labels come and go. */
  MultiGauge gauges(String name, String help) {
    return MultiGauge.builder(name).description(help).register(registry);
  }

  String scrape() {
    return registry.scrape();
  }
}
