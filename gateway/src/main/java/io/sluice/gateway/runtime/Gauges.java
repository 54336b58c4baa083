package io.sluice.gateway.runtime;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.channel.Why;
import io.sluice.gateway.command.SluiceVersion;
import io.sluice.gateway.operations.ChannelView;
import io.sluice.source.EventSource;
import io.sluice.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What is measured when somebody asks. */
final class Gauges {
  private static final List<String> STATES =
      List.of(
          "online",
          "catching up",
          "throttled",
          "offline",
          "paused",
          "needs attention",
          "needs approval",
          "dry run");

  private static final List<String> BREAKER = List.of("closed", "open", "half_open");

  private final Meters meters;
  private final ChannelViews channels;
  private final MultiGauge deadLetters;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  Gauges(
      Meters meters,
      Store store,
      Catalog catalog,
      List<EventSource> sources,
      Housekeeping housekeeping,
      Reloads reloads,
      SilentSources silent,
      ChannelViews channels) {
    this.meters = meters;
    this.channels = channels;
    meters.gauge(
        "sluice.build.info",
        "What runs",
        () -> 1,
        "version",
        SluiceVersion.current(),
        "java",
        Runtime.version().toString());
    meters.gauge("sluice.catalog.skus", "Products of which something is known", catalog::size);
    meters.gauge("sluice.journal.position", "Events journaled ever", store::head);
    ofStore(store, housekeeping);
    ofSources(sources, silent);
    ofConfiguration(reloads);
    deadLetters =
        meters.gauges(
            "sluice.dead.letters",
            "Deliveries that are not attempted any more, by code of the last outcome");
  }

  private void ofStore(Store store, Housekeeping housekeeping) {
    meters.gauge(
        "sluice.journal.bytes",
        "Of the sealed segments of the journal",
        () -> store.status().journalBytes());
    meters.gauge(
        "sluice.store.waiting.writes",
        "Writes not yet committed",
        () -> store.status().waitingWrites());
    meters.gauge(
        "sluice.store.disk.bytes", "That the store's files take", () -> store.status().diskBytes());
    meters.gauge(
        "sluice.store.usable.bytes", "That the disk has left", () -> store.status().usableBytes());
    meters.gauge(
        "sluice.store.failing",
        "1 while commits fail",
        () -> store.status().failingSince() == null ? 0 : 1);
    meters.counter(
        "sluice.store.commits", "Commits since the start", () -> store.status().commits());
    meters.gauge(
        "sluice.intake.suspended",
        "1 while no events are taken",
        () -> housekeeping.suspendedBecause() == null ? 0 : 1);
  }

  private void ofSources(List<EventSource> sources, SilentSources silent) {
    for (EventSource source : sources) {
      meters.gauge(
          "sluice.source.connected",
          "1 while the source has its broker",
          () -> SourceViews.isThere(source.status()) ? 1 : 0,
          "source",
          source.name());
    }
    for (String source : silent.watched()) {
      meters.gauge(
          "sluice.source.silent",
          "1 while no message came for longer than expected",
          () -> silent.isSilent(source) ? 1 : 0,
          "source",
          source);
    }
  }

  private void ofConfiguration(Reloads reloads) {
    meters.gauge(
        "sluice.configuration.valid",
        "1 where the last reload was successful",
        () -> reloads.view().valid() ? 1 : 0);
    meters.gauge(
        "sluice.configuration.waiting",
        "1 while a changed file waits for approval",
        () -> reloads.view().waiting() == null ? 0 : 1);
    meters.gauge(
        "sluice.configuration.since.timestamp.seconds",
        "When the configuration that runs was taken over",
        () -> reloads.view().since().getEpochSecond());
    meters.gauge(
        "sluice.configuration.read.timestamp.seconds",
        "When the configuration files were last read",
        () -> reloads.view().readAt().getEpochSecond());
  }

  /** Those of channels that came since, and what comes and goes with them. */
  void follow() {
    List<String> names = channels.names();
    names.stream().filter(known::add).forEach(this::register);
    deadLetters.register(names.stream().flatMap(this::deadLetters).toList(), true);
  }

  private Stream<MultiGauge.Row<?>> deadLetters(String channel) {
    return channels.seen(channel).stream()
        .flatMap(view -> view.deadLetters().entrySet().stream())
        .map(
            each ->
                MultiGauge.Row.of(
                    Tags.of("channel", channel, "reason", each.getKey()), each.getValue()));
  }

  private void register(String channel) {
    gauge(channel, "sluice.backlog.events", "Deliveries not yet accepted", ChannelView::backlog);
    gauge(channel, "sluice.in.flight", "Calls that wait for an answer", ChannelView::inFlight);
    gauge(
        channel,
        "sluice.backlog.oldest.timestamp.seconds",
        "When the oldest of the backlog was received",
        view -> view.oldestAt() == null ? Double.NaN : view.oldestAt().getEpochSecond());
    gauge(
        channel,
        "sluice.resync.products",
        "Products still to be looked at after the rules changed",
        view -> view.resync() == null ? 0 : view.resync().total() - view.resync().looked());
    gauge(
        channel,
        "sluice.channel.alarms",
        "Alarms that the channel shows",
        view -> view.alarms().size());
    meters.counter(
        "sluice.superseded",
        "Values that a newer one replaced before they were sent",
        () -> channels.seen(channel).map(ChannelView::superseded).orElse(0L),
        "channel",
        channel);
    for (Why why : Why.values()) {
      gauge(
          channel,
          "sluice.held",
          "Deliveries that wait for a person, a rule or missing facts",
          view -> view.held().getOrDefault(why.code(), 0L),
          "why",
          why.code());
    }
    for (String state : STATES) {
      flag(
          channel,
          "sluice.channel.state",
          "1 for the state that the channel is in",
          view -> view.state().equals(state),
          state);
    }
    for (String state : BREAKER) {
      flag(
          channel,
          "sluice.breaker.state",
          "1 for the state that its circuit breaker is in",
          view -> view.breaker().equals(state),
          state);
    }
  }

  private void flag(
      String channel, String name, String help, Predicate<ChannelView> holds, String state) {
    meters.gauge(
        name,
        help,
        () -> channels.seen(channel).filter(holds).isPresent() ? 1 : 0,
        "channel",
        channel,
        "state",
        state);
  }

  private void gauge(
      String channel,
      String name,
      String help,
      ToDoubleFunction<ChannelView> value,
      String... more) {
    meters.gauge(
        name,
        help,
        () -> {
          Optional<ChannelView> seen = channels.seen(channel);
          return seen.isPresent() ? value.applyAsDouble(seen.get()) : Double.NaN;
        },
        Stream.concat(Stream.of("channel", channel), Stream.of(more)).toArray(String[]::new));
  }
}
