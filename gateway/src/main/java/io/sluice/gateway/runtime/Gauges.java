package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.channel.Why;
import io.sluice.gateway.operations.ChannelView;
import io.sluice.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

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

  private final Meters meters;
  private final GatewayOperations operations;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  Gauges(Meters meters, Store store, Catalog catalog, GatewayOperations operations) {
    this.meters = meters;
    this.operations = operations;
    meters.gauge("sluice.catalog.skus", catalog::size);
    meters.gauge("sluice.journal.position", store::head);
    meters.gauge("sluice.store.waiting.writes", () -> store.status().waitingWrites());
    meters.gauge("sluice.store.disk.bytes", () -> store.status().diskBytes());
    meters.gauge("sluice.store.usable.bytes", () -> store.status().usableBytes());
    meters.gauge("sluice.store.failing", () -> store.status().failingSince() == null ? 0 : 1);
    SilentSources silent = operations.silent();
    for (String source : silent.watched()) {
      meters.gauge("sluice.source.silent", () -> silent.isSilent(source) ? 1 : 0, "source", source);
    }
    meters.gauge("sluice.configuration.valid", () -> operations.runs().valid() ? 1 : 0);
    meters.gauge("sluice.configuration.waiting", () -> operations.runs().waiting() == null ? 0 : 1);
    meters.gauge(
        "sluice.configuration.since.timestamp.seconds",
        () -> operations.runs().since().getEpochSecond());
  }

  /** Those of channels that came since. */
  void follow() {
    operations.channelNames().stream().filter(known::add).forEach(this::register);
  }

  private void register(String channel) {
    gauge(channel, "sluice.backlog.events", ChannelView::backlog);
    gauge(channel, "sluice.in.flight", ChannelView::inFlight);
    gauge(channel, "sluice.superseded", ChannelView::superseded);
    gauge(
        channel,
        "sluice.backlog.oldest.timestamp.seconds",
        view -> view.oldestAt() == null ? Double.NaN : view.oldestAt().getEpochSecond());
    gauge(channel, "sluice.dead.letters", view -> view.held().getOrDefault("dead", 0L));
    gauge(
        channel,
        "sluice.resync.products",
        view -> view.resync() == null ? 0 : view.resync().total() - view.resync().looked());
    for (Why why : Why.values()) {
      meters.gauge(
          "sluice.held",
          () ->
              operations
                  .seen(channel)
                  .map(view -> (double) view.held().getOrDefault(why.code(), 0L))
                  .orElse(Double.NaN),
          "channel",
          channel,
          "why",
          why.code());
    }
    for (String state : STATES) {
      meters.gauge(
          "sluice.channel.state",
          () ->
              operations.seen(channel).filter(view -> view.state().equals(state)).isPresent()
                  ? 1
                  : 0,
          "channel",
          channel,
          "state",
          state);
    }
  }

  private void gauge(String channel, String name, ToDoubleFunction<ChannelView> value) {
    meters.gauge(
        name,
        () -> {
          Optional<ChannelView> seen = operations.seen(channel);
          return seen.isPresent() ? value.applyAsDouble(seen.get()) : Double.NaN;
        },
        "channel",
        channel);
  }
}
