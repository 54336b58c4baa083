package io.sluice.gateway.runtime;

import io.sluice.gateway.channel.Durable;
import io.sluice.gateway.channel.ShelfCheckpoint;
import io.sluice.gateway.channel.StoredChannel;
import io.sluice.gateway.channel.Why;
import io.sluice.store.HeldRow;
import io.sluice.store.OutcomeRow;
import io.sluice.store.Store;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads what the store kept of each channel. Blocks. */
public final class StoredChannels {
  private static final int ROWS_AT_ONCE = 1_000;

  private final Store store;

  public StoredChannels(Store store) {
    this.store = store;
  }

  /** Outcome sequence that a channel's stored shelf contains. */
  public long checkpoint(String channel) {
    byte[] stored = store.settings(ShelfCheckpoint.KIND).get(channel);
    return stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
  }

  /**
   * @param head newest position that the catalog contains
   */
  public StoredChannel read(String channel, long head) {
    Map<String, byte[]> settings = new HashMap<>();
    for (String kind : Durable.ALL) {
      byte[] value = store.settings(kind).get(channel);
      if (value != null) {
        settings.put(kind, value);
      }
    }
    byte[] others = store.settings(Durable.RESTORED_OTHERS).get(Durable.ANY);
    if (others != null) {
      settings.putIfAbsent(Durable.RESTORED, others);
    }
    return new StoredChannel(
        action -> store.scanState(channel, action::accept),
        action -> outcomes(channel, action),
        held(channel),
        spilled(channel),
        settings,
        head,
        store.outcomeHead());
  }

  /** Those newer than its checkpoint, in order; no more than a start replays. */
  List<OutcomeRow> outcomesAfter(String channel) {
    List<OutcomeRow> rows = new ArrayList<>();
    outcomes(channel, rows::add);
    return rows;
  }

  private void outcomes(String channel, Consumer<? super OutcomeRow> action) {
    long after = checkpoint(channel);
    List<OutcomeRow> page = store.outcomes(after, ROWS_AT_ONCE);
    while (!page.isEmpty()) {
      for (OutcomeRow row : page) {
        after = row.sequence();
        if (row.channel().equals(channel)) {
          action.accept(row);
        }
      }
      page = store.outcomes(after, ROWS_AT_ONCE);
    }
  }

  private List<HeldRow> held(String channel) {
    List<HeldRow> rows = new ArrayList<>();
    for (Why why : Why.values()) {
      if (why != Why.SPILLED) {
        held(channel, why, rows);
      }
    }
    return rows;
  }

  private void held(String channel, Why why, List<HeldRow> rows) {
    Store.HeldFilter filter = new Store.HeldFilter(channel, why.code(), null);
    List<HeldRow> page = store.held(filter, null, ROWS_AT_ONCE);
    while (!page.isEmpty()) {
      rows.addAll(page);
      page = store.held(filter, page.get(page.size() - 1), ROWS_AT_ONCE);
    }
  }

  private List<StoredChannel.Spilled> spilled(String channel) {
    Map<String, StoredChannel.Spilled> bySkuAndFacet = new TreeMap<>();
    for (Store.HeldKey key : store.heldKeys(channel, Why.SPILLED.code())) {
      String facet = key.part().split("/", 2)[0];
      bySkuAndFacet.merge(
          key.key() + '\n' + facet,
          new StoredChannel.Spilled(key.key(), key.part(), key.count(), key.lowest()),
          (a, b) ->
              new StoredChannel.Spilled(
                  a.sku(), a.part(), a.rows() + b.rows(), Math.min(a.lowest(), b.lowest())));
    }
    return List.copyOf(bySkuAndFacet.values());
  }
}
