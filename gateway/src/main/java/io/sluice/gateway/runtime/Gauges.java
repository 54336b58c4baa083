package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.operations.ChannelView;
import io.sluice.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What is measured when somebody asks. */
final class Gauges {
  private static final List<String> STATES =
      List.of("online", "catching up", "throttled", "offline", "paused", "needs attention");

  private Gauges() {}

  static void register(Meters meters, Store store, Catalog catalog, GatewayOperations operations) {
    meters.gauge("sluice.catalog.skus", catalog::size);
    meters.gauge("sluice.journal.position", store::head);
    meters.gauge("sluice.store.waiting.writes", () -> store.status().waitingWrites());
    meters.gauge("sluice.store.disk.bytes", () -> store.status().diskBytes());
    meters.gauge("sluice.store.usable.bytes", () -> store.status().usableBytes());
    meters.gauge("sluice.store.failing", () -> store.status().failingSince() == null ? 0 : 1);
    for (String channel : operations.channelNames()) {
      register(meters, operations, channel);
    }
  }

  private static void register(Meters meters, GatewayOperations operations, String channel) {
    gauge(meters, operations, channel, "sluice.backlog.events", ChannelView::backlog);
    gauge(meters, operations, channel, "sluice.in.flight", ChannelView::inFlight);
    gauge(meters, operations, channel, "sluice.superseded", ChannelView::superseded);
    gauge(
        meters,
        operations,
        channel,
        "sluice.backlog.oldest.timestamp.seconds",
        view -> view.oldestAt() == null ? Double.NaN : view.oldestAt().getEpochSecond());
    gauge(
        meters,
        operations,
        channel,
        "sluice.dead.letters",
        view -> view.held().getOrDefault("dead", 0L));
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

  private static void gauge(
      Meters meters,
      GatewayOperations operations,
      String channel,
      String name,
      ToDoubleFunction<ChannelView> value) {
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
