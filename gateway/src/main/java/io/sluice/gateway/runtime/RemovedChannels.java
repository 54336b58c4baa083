package io.sluice.gateway.runtime;

import io.sluice.gateway.channel.Why;
import io.sluice.gateway.operations.ChannelView;
import io.sluice.store.Store;
import io.sluice.store.Write;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Channels that are in the file no more, and of which the store keeps what they accepted until
 * somebody lets go of it.
 */
final class RemovedChannels {
  private final Vertx vertx;
  private final Store store;
  private final KeptChannels kept;
  private final InstantSource clock;
  private volatile Map<String, Removed> removed = Map.of();

  private record Removed(Instant since, long products) {}

  RemovedChannels(Vertx vertx, Store store, InstantSource clock) {
    this.vertx = vertx;
    this.store = store;
    this.kept = new KeptChannels(store);
    this.clock = clock;
  }

  /**
   * Looks at what there is beside those that are configured. One after the other.
   *
   * @param configured by name
   */
  Future<Void> look(Collection<String> configured) {
    return look(configured, List.of());
  }

  /**
   * The same, and counts anew what there is of some, which accepted more since the last look.
   *
   * @param drained by name
   */
  Future<Void> look(Collection<String> configured, Collection<String> drained) {
    List<String> running = List.copyOf(configured);
    List<String> counted = List.copyOf(drained);
    return vertx
        .executeBlocking(() -> find(running, counted), false)
        .map(found -> removed = found)
        .mapEmpty();
  }

  private Map<String, Removed> find(List<String> running, List<String> counted) {
    Map<String, byte[]> known = store.settings(KeptChannels.REMOVED);
    known.keySet().stream()
        .filter(running::contains)
        .forEach(back -> store.submit(List.of(gone(back)), () -> {}));
    Map<String, Removed> before = removed;
    Map<String, Removed> found = new TreeMap<>();
    for (String name : kept.names()) {
      if (!running.contains(name)) {
        Removed same = before.get(name);
        if (same == null) {
          found.put(name, removed(name, known.get(name)));
        } else {
          boolean again = counted.contains(name);
          found.put(name, again ? new Removed(same.since(), kept.products(name)) : same);
        }
      }
    }
    return found;
  }

  private Removed removed(String name, byte @Nullable [] since) {
    long at = since == null ? clock.millis() : ByteBuffer.wrap(since).getLong();
    if (since == null) {
      byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(at).array();
      store.submit(List.of(new Write.PutSetting(KeptChannels.REMOVED, name, value)), () -> {});
    }
    return new Removed(Instant.ofEpochMilli(at), kept.products(name));
  }

  private static Write gone(String name) {
    return new Write.DeleteSetting(KeptChannels.REMOVED, name);
  }

  List<ChannelView> views() {
    return removed.entrySet().stream().map(each -> view(each.getKey(), each.getValue())).toList();
  }

  /** Null where there is none of this name. */
  @Nullable ChannelView find(String name) {
    Removed found = removed.get(name);
    return found == null ? null : view(name, found);
  }

  /** Nobody opens the channel meanwhile. Completes once the store has let go of it. */
  Future<Void> forget(String name) {
    return vertx
        .executeBlocking(
            () -> {
              kept.forget(name);
              return null;
            },
            false)
        .map(
            any -> {
              Map<String, Removed> left = new TreeMap<>(removed);
              left.remove(name);
              return removed = left;
            })
        .mapEmpty();
  }

  private ChannelView view(String name, Removed of) {
    Map<String, Long> held = new TreeMap<>();
    store.countHeld().stream()
        .filter(count -> count.channel().equals(name))
        .forEach(count -> held.put(count.why(), count.count()));
    long waiting =
        held.entrySet().stream()
            .filter(each -> !each.getKey().equals(Why.DEAD.code()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return new ChannelView(
        name,
        "",
        "",
        "removed",
        "it is in channels.yaml no more; what is known of %d products stays until it is forgotten"
            .formatted(of.products()),
        of.since(),
        null,
        "",
        waiting,
        null,
        0,
        held,
        Map.of(),
        0,
        0,
        0,
        null,
        null,
        null,
        of.products(),
        null,
        null,
        List.of());
  }
}
