package io.sluice.gateway.runtime;

import io.sluice.gateway.channel.Channel;
import io.sluice.store.Store;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The channels by the names that people use, each asked on its own context. Thread-safe. */
final class NamedChannels {
  private final RunningChannels running;
  private final RemovedChannels removed;
  private final Store store;
  private final InstantSource clock;

  NamedChannels(
      RunningChannels running, RemovedChannels removed, Store store, InstantSource clock) {
    this.running = running;
    this.removed = removed;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Fails with NOT_FOUND for an unknown channel.
   *
   * @param question gets the time in ms
   */
  <T> Future<T> ask(String channel, BiFunction<Channel, Long, T> question) {
    return running
        .get(channel)
        .compose(verticle -> verticle.on(core -> question.apply(core, clock.millis())));
  }

  /**
   * Fails with NOT_FOUND where it neither runs nor ever ran.
   *
   * @param channel null: any
   */
  Future<Void> known(@Nullable String channel) {
    if (channel == null || (running.find(channel) == null && removed.find(channel) != null)) {
      return Future.succeededFuture();
    }
    return running.get(channel).mapEmpty();
  }

  /**
   * Completes when everything that a channel has decided so far is committed. A channel submits its
   * next recording only after the one on its way, so there may be two to wait for.
   */
  Future<Void> recorded(String channel) {
    return Stored.in(store)
        .compose(any -> ask(channel, (core, now) -> core))
        .compose(any -> Stored.in(store));
  }

  /** The same for all that run. */
  Future<Void> recorded() {
    return Future.all(running.names().stream().map(this::recorded).toList()).mapEmpty();
  }
}
