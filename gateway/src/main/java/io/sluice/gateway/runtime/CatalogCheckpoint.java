package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.FactCodec;
import io.sluice.gateway.catalog.FactValue;
import io.sluice.gateway.render.Content;
import io.sluice.store.StateRow;
import io.sluice.store.Write;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Writes the catalog behind, a few SKUs at a time. A pass claims the position that was newest when
 * it began: events up to there are no longer needed for a start. Owned by intake's context, but for
 * {@link #writes}, which blocks.
 */
final class CatalogCheckpoint {
  private static final long NONE = -1;

  private final Catalog catalog;
  private final Contents contents;
  private final BitSet changed = new BitSet();
  private final int skusAtOnce;
  private volatile long durable;
  private long passBegan = NONE;
  private int at;

  CatalogCheckpoint(Catalog catalog, Contents contents, int skusAtOnce, long durable) {
    this.catalog = catalog;
    this.contents = contents;
    this.skusAtOnce = skusAtOnce;
    this.durable = durable;
  }

  /** Events up to here are not needed for a start. */
  long durable() {
    return durable;
  }

  int changedSkus() {
    return changed.cardinality();
  }

  void changed(CatalogEntry entry) {
    changed.set(entry.index());
  }

  /**
   * Facts to be written in the next step of a pass.
   *
   * @param above facts at or below this position are in the store already
   */
  record Step(List<CatalogEntry> entries, long above, boolean last, long claims) {
    boolean isEmpty() {
      return entries.isEmpty() && !last;
    }
  }

  /**
   * @param head position up to which the catalog is complete
   */
  Step next(long head) {
    if (passBegan == NONE) {
      if (head == durable) {
        return new Step(List.of(), durable, false, durable);
      }
      passBegan = head;
      at = 0;
    }
    List<CatalogEntry> entries = new ArrayList<>();
    int index = changed.nextSetBit(at);
    while (index >= 0 && entries.size() < skusAtOnce) {
      entries.add(catalog.get(index));
      changed.clear(index);
      at = index + 1;
      index = changed.nextSetBit(at);
    }
    boolean last = entries.size() < skusAtOnce;
    long claims = passBegan;
    if (last) {
      passBegan = NONE;
    }
    return new Step(entries, durable, last, claims);
  }

  /** The rows of a step. Blocks: reads content that is no longer in memory. */
  List<Write> writes(Step step) {
    List<StateRow> rows = new ArrayList<>();
    for (CatalogEntry entry : step.entries()) {
      for (Fact fact : entry.facts()) {
        if (fact.position() > step.above()) {
          row(entry, fact).ifPresent(rows::add);
        }
      }
    }
    List<Write> writes = new ArrayList<>();
    if (!rows.isEmpty()) {
      writes.add(new Write.PutState(rows));
    }
    if (step.last()) {
      byte[] claim = ByteBuffer.allocate(Long.BYTES).putLong(step.claims()).array();
      writes.add(new Write.PutSetting(CatalogLoader.CHECKPOINT, CatalogLoader.NAME, claim));
    }
    return writes;
  }

  private Optional<StateRow> row(CatalogEntry entry, Fact fact) {
    byte[] content = new byte[0];
    if (fact.value() instanceof FactValue.Content) {
      Content cached = contents.find(fact.position());
      Optional<Content> found =
          cached != null ? Optional.of(cached) : contents.load(entry.sku(), fact.position());
      if (found.isEmpty()) {
        throw new IllegalStateException(
            "content of " + entry.sku() + " at " + fact.position() + " lies not in the journal");
      }
      content = found.get().json();
    }
    return Optional.of(
        new StateRow(
            "", entry.sku(), fact.partName(), fact.position(), FactCodec.encode(fact, content)));
  }

  void committed(Step step) {
    if (step.last()) {
      durable = step.claims();
    }
  }
}
