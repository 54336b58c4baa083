package io.sluice.gateway.channel;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.store.HeldRow;
import io.sluice.store.OutcomeRow;
import io.sluice.store.StateRow;
import io.sluice.store.Write;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What would lie on the disk: what one channel and the journal committed. */
final class StoreModel {
  final List<JournaledEvent> journal = new ArrayList<>();
  final Map<String, HeldRow> held = new HashMap<>();

  /** Positions that ever were a dead letter: a later acceptance closes them. */
  final Set<Long> everDead = new HashSet<>();

  final List<OutcomeRow> outcomes = new ArrayList<>();
  final Map<String, StateRow> states = new HashMap<>();
  final Map<String, byte[]> settings = new HashMap<>();

  void apply(List<Write> writes) {
    writes.forEach(this::apply);
  }

  private void apply(Write write) {
    if (write instanceof Write.Outcomes row) {
      outcomes.add(new OutcomeRow(outcomes.size() + 1L, row.channel(), row.atMs(), row.packed()));
    } else if (write instanceof Write.PutHeld put) {
      HeldRow row = put.row();
      if (row.why().equals(Why.DEAD.code())) {
        everDead.add(row.position());
      }
      held.put(name(row.key(), row.part(), row.position()), row);
    } else if (write instanceof Write.DeleteHeld delete) {
      held.remove(name(delete.key(), delete.part(), delete.position()));
    } else if (write instanceof Write.DeleteHeldUpTo delete) {
      held.values()
          .removeIf(
              row ->
                  row.key().equals(delete.key())
                      && row.part().equals(delete.part())
                      && row.position() <= delete.upTo());
    } else if (write instanceof Write.PutState put) {
      put.rows().forEach(row -> states.put(row.key() + '|' + row.part(), row));
    } else if (write instanceof Write.PutSetting put) {
      settings.put(put.kind(), put.value());
    } else if (write instanceof Write.DeleteSetting delete) {
      settings.remove(delete.kind());
    } else {
      throw new AssertionError("a channel does not write " + write);
    }
  }

  private static String name(String key, String part, long position) {
    return key + '|' + part + '|' + position;
  }

  long head() {
    return journal.size();
  }

  List<JournaledEvent> page(long from, int maxRows, long maxBytes) {
    List<JournaledEvent> rows = new ArrayList<>();
    long bytes = 0;
    for (long at = from; at <= head() && rows.size() < maxRows && bytes < maxBytes; at++) {
      JournaledEvent event = journal.get((int) at - 1);
      rows.add(event);
      bytes += event.event().json().length;
    }
    return rows;
  }

  List<HeldRow> spilled(String sku, int limit) {
    return held.values().stream()
        .filter(row -> row.why().equals(Why.SPILLED.code()) && row.key().equals(sku))
        .sorted(Comparator.comparingLong(HeldRow::position))
        .limit(limit)
        .toList();
  }

  List<HeldRow> held(Why why) {
    return held.values().stream().filter(row -> row.why().equals(why.code())).toList();
  }

  Catalog catalog() {
    Catalog catalog = new Catalog();
    journal.forEach(catalog::apply);
    return catalog;
  }

  long checkpointed() {
    byte[] stored = settings.get(ShelfCheckpoint.KIND);
    return stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
  }

  /** What a start reads. */
  StoredChannel channel() {
    long checkpointed = checkpointed();
    return new StoredChannel(
        List.copyOf(states.values())::forEach,
        outcomes.stream().filter(row -> row.sequence() > checkpointed).toList()::forEach,
        held.values().stream().filter(row -> !row.why().equals(Why.SPILLED.code())).toList(),
        spilled(),
        Map.copyOf(settings),
        head(),
        outcomes.size());
  }

  private List<StoredChannel.Spilled> spilled() {
    Map<String, StoredChannel.Spilled> lanes = new TreeMap<>();
    for (HeldRow row : held(Why.SPILLED)) {
      lanes.merge(
          row.key() + '|' + Shelf.facet(row.part()),
          new StoredChannel.Spilled(row.key(), row.part(), 1, row.position()),
          (a, b) ->
              new StoredChannel.Spilled(
                  a.sku(), a.part(), a.rows() + 1, Math.min(a.lowest(), b.lowest())));
    }
    return List.copyOf(lanes.values());
  }
}
