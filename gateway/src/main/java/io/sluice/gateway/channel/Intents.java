package io.sluice.gateway.channel;

import io.sluice.adapter.ReadBack;
import io.sluice.source.Facet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Updates that must not be repeated. Before one goes out its row is durable, as a pending update
 * whose handle is a {@link ReadBack}: whatever ends the call, or the process, without an answer,
 * the channel is asked before anything is sent again.
 *
 * <p>Only on channels that keep the latest: events of a stream carry an id for the receiver.
 */
final class Intents {
  private final Channel channel;
  private final ChannelPlan plan;
  private final HeldRows rows;
  private final Map<Integer, Intent> durable = new HashMap<>();

  Intents(Channel channel) {
    this.channel = channel;
    this.plan = channel.plan();
    this.rows = new HeldRows(plan.channel());
  }

  private record Intent(String updateId, String sku, String part, long position) {}

  boolean cover(Facet facet) {
    return !plan.stream()
        && plan.capabilities()
            .notRepeatable()
            .contains(io.sluice.adapter.Facet.valueOf(facet.name()));
  }

  /** Whether an intent has to be durable before this may go out. */
  boolean missing(Delivery delivery) {
    Intent intent = durable.get(delivery.key());
    return cover(delivery.facet())
        && (intent == null || !intent.updateId().equals(delivery.update().id()));
  }

  /** Has it made durable with what is recorded next. */
  void commit(Delivery delivery, int attempts, long nowMs) {
    channel.hold(rows.pending(delivery, attempts, handle(delivery), nowMs, nowMs));
    int key = delivery.key();
    String sku = delivery.ourSku();
    Intent intent = new Intent(delivery.update().id(), sku, delivery.part(), delivery.position());
    channel.recording().whenDurable(() -> durable.put(key, intent));
  }

  /** What to ask for when nobody knows what became of it. */
  static String handle(Delivery delivery) {
    return ReadBack.of(delivery.update()).handle();
  }

  /** It goes out: an answer closes its row, and another attempt needs another intent. */
  void began(Delivery delivery) {
    durable.remove(delivery.key());
  }

  /** Those of keys that owe nothing any more without having had another turn. */
  void dropNeedless() {
    List.copyOf(durable.keySet()).stream()
        .filter(key -> !channel.backlog().owes(key))
        .forEach(this::drop);
  }

  /** The key owes nothing any more, and nothing was sent. */
  void drop(int key) {
    Intent intent = durable.remove(key);
    if (intent != null) {
      channel
          .held()
          .closePending(
              plan.channel(), intent.sku(), intent.part(), intent.position(), channel.recording());
    }
  }
}
