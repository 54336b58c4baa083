package io.sluice.gateway.runtime;

import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.operations.SourceView;
import io.sluice.source.EventSource;
import io.sluice.source.SourceStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The sources, for people. */
final class SourceViews {
  private final List<SourceConfig> configured;
  private final Map<String, EventSource> sources = new LinkedHashMap<>();
  private final PostedEvents posted;
  private final IntakeVerticle intake;
  private final Housekeeping housekeeping;
  private final SilentSources silence;

  /**
   * @param sources one that posts to the API is not among them
   */
  SourceViews(
      List<SourceConfig> configured,
      List<EventSource> sources,
      PostedEvents posted,
      IntakeVerticle intake,
      Housekeeping housekeeping,
      InstantSource clock) {
    this.configured = configured;
    sources.forEach(source -> this.sources.put(source.name(), source));
    this.posted = posted;
    this.intake = intake;
    this.housekeeping = housekeeping;
    this.silence = new SilentSources(configured, this::heard, clock);
  }

  /** To be called about every second, by one thread. */
  void listen() {
    silence.look();
  }

  /** A source that posts is there as long as events are taken. */
  private SilentSources.Heard heard(String name) {
    long posts = posted.received(name);
    EventSource source = sources.get(name);
    if (source == null) {
      return new SilentSources.Heard(housekeeping.suspendedBecause() == null, posts);
    }
    SourceStatus status = source.status();
    boolean connected = status.state() == SourceStatus.State.CONNECTED;
    return new SilentSources.Heard(connected, status.received() + posts);
  }

  /** Who says nothing for too long. */
  SilentSources silence() {
    return silence;
  }

  /** On the context of intake, in the order of the file. */
  List<SourceView> all() {
    return configured.stream().map(this::view).toList();
  }

  private SourceView view(SourceConfig config) {
    EventSource source = sources.get(config.name());
    SourceStatus status = source == null ? null : source.status();
    Map<String, Integer> decisions = new TreeMap<>();
    intake
        .intake()
        .lastDecisions(config.name())
        .forEach((decision, count) -> decisions.put(decision.toString(), count));
    List<String> alarms = new ArrayList<>();
    if (intake.intake().versionsWentBack(config.name())) {
      alarms.add(
          "versions went back: over half of the last 200 events were stale. Was the system"
              + " restored from a backup? Then: sluice source "
              + config.name()
              + " new-epoch");
    }
    silence.alarm(config.name()).ifPresent(alarms::add);
    return new SourceView(
        config.name(),
        kind(config),
        posted.isUsual(config.name()),
        status == null ? "connected" : status.state().name().toLowerCase(Locale.ROOT),
        status == null ? Instant.EPOCH : status.since(),
        status == null ? null : status.problem(),
        intake.intake().versionFrom(config.name()).name().toLowerCase(Locale.ROOT),
        intake.intake().epoch(config.name()),
        status == null ? posted.received(config.name()) : status.received(),
        status == null ? 0 : status.unanswered(),
        decisions,
        alarms);
  }

  private static String kind(SourceConfig config) {
    if (config instanceof SourceConfig.Rabbit) {
      return "rabbitmq";
    }
    return config instanceof SourceConfig.Webhook ? "webhook" : "http";
  }

  /** Why some bring nothing at the moment, but for those that were told to wait. */
  List<String> problems() {
    return disconnected().entrySet().stream()
        .map(each -> "source " + each.getKey() + " is " + each.getValue())
        .toList();
  }

  /** The same by name of the source. */
  Map<String, String> disconnected() {
    Map<String, String> words = new LinkedHashMap<>();
    for (EventSource source : sources.values()) {
      SourceStatus each = source.status();
      if (!isThere(each)) {
        words.put(
            source.name(),
            each.state().name().toLowerCase(Locale.ROOT)
                + (each.problem() == null ? "" : ": " + each.problem()));
      }
    }
    return words;
  }

  /** One that was told to wait has its broker. */
  static boolean isThere(SourceStatus status) {
    return status.state() == SourceStatus.State.CONNECTED
        || status.state() == SourceStatus.State.SUSPENDED;
  }

  /** Sources that say nothing for too long, with that in words. */
  Map<String, String> silent() {
    Map<String, String> words = new LinkedHashMap<>();
    configured.forEach(
        each -> silence.alarm(each.name()).ifPresent(alarm -> words.put(each.name(), alarm)));
    return words;
  }
}
