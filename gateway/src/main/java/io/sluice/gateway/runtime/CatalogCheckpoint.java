package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.FactCodec;
import io.sluice.gateway.catalog.FactValue;
import io.sluice.gateway.channel.CheckpointPace;
import io.sluice.gateway.render.Content;
import io.sluice.store.StateRow;
import io.sluice.store.Write;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the catalog behind, a few SKUs at a time. A pass claims the position that was newest when
 * it began: events up to there are no longer needed for a start. Owned by intake's context, but for
 * {@link #rows}, which blocks.
 */
public final class CatalogCheckpoint {
  private static final long NONE = -1;

  /** Content may be large: a step ends early above this. */
  private static final long STEP_BYTES = 1 << 20;

  private final Catalog catalog;
  private final Contents contents;
  private final BitSet changed = new BitSet();
  private final BitSet confirmed = new BitSet();
  private final CheckpointPace pace;
  private int skusAtOnce;
  private volatile long durable;
  private long passBegan = NONE;
  private long passBeganAtMs;
  private int at;

  /**
   * @param durable position that the last finished pass claims
   */
  public CatalogCheckpoint(Catalog catalog, Contents contents, CheckpointPace pace, long durable) {
    this.catalog = catalog;
    this.contents = contents;
    this.pace = pace;
    this.durable = durable;
  }

  /** Events up to here are not needed for a start. */
  public long durable() {
    return durable;
  }

  int changedSkus() {
    return changed.cardinality();
  }

  /** An entry has facts that the store does not have yet. */
  public void changed(CatalogEntry entry) {
    changed.set(entry.index());
  }

  /** A fact of an entry was said again: it has another time at the position it had. */
  public void confirmed(CatalogEntry entry) {
    changed.set(entry.index());
    confirmed.set(entry.index());
  }

  /**
   * Facts to be written in the next step of a pass.
   *
   * @param above facts at or below this position are in the store already
   * @param whole dense numbers of entries of which all facts are written
   */
  public record Step(
      List<CatalogEntry> entries, long above, Set<Integer> whole, boolean last, long claims) {
    public boolean isEmpty() {
      return entries.isEmpty() && !last;
    }
  }

  /**
   * @param head position up to which the catalog is complete
   */
  public Step next(long head, long nowMs) {
    if (passBegan == NONE) {
      if (head == durable || !pace.begins(passBeganAtMs, nowMs, head - durable)) {
        return new Step(List.of(), durable, Set.of(), false, durable);
      }
      passBegan = head;
      passBeganAtMs = nowMs;
      skusAtOnce = pace.atOnce(changedSkus());
      at = 0;
    }
    List<CatalogEntry> entries = new ArrayList<>();
    Set<Integer> whole = new HashSet<>();
    int index = changed.nextSetBit(at);
    while (index >= 0 && entries.size() < skusAtOnce) {
      entries.add(catalog.get(index));
      changed.clear(index);
      if (confirmed.get(index)) {
        confirmed.clear(index);
        whole.add(index);
      }
      at = index + 1;
      index = changed.nextSetBit(at);
    }
    return new Step(entries, durable, whole, entries.size() < skusAtOnce, passBegan);
  }

  /**
   * What a step writes.
   *
   * @param left SKUs of the step that found no room in it
   */
  public record Rows(List<Write> writes, List<CatalogEntry> left) {}

  /** The rows of a step. Blocks: reads content that is no longer in memory. */
  public Rows rows(Step step) {
    List<StateRow> rows = new ArrayList<>();
    long bytes = 0;
    int done = 0;
    while (done < step.entries().size() && bytes < STEP_BYTES) {
      CatalogEntry entry = step.entries().get(done);
      for (Fact fact : entry.facts()) {
        if (fact.position() > step.above() || step.whole().contains(entry.index())) {
          StateRow row = row(entry, fact);
          rows.add(row);
          bytes += row.value().length;
        }
      }
      done++;
    }
    List<Write> writes = new ArrayList<>();
    if (!rows.isEmpty()) {
      writes.add(new Write.PutState(rows));
    }
    List<CatalogEntry> left = step.entries().subList(done, step.entries().size());
    if (step.last() && left.isEmpty()) {
      byte[] claim = ByteBuffer.allocate(Long.BYTES).putLong(step.claims()).array();
      writes.add(new Write.PutSetting(CatalogLoader.CHECKPOINT, CatalogLoader.NAME, claim));
    }
    return new Rows(writes, left);
  }

  private StateRow row(CatalogEntry entry, Fact fact) {
    byte[] content = new byte[0];
    if (fact.value() instanceof FactValue.Content) {
      Content cached = contents.find(fact.position());
      Optional<Content> found =
          cached != null ? Optional.of(cached) : contents.load(entry.sku(), fact.position());
      content =
          found
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "content of "
                              + entry.sku()
                              + " at "
                              + fact.position()
                              + " lies not in the journal"))
              .json();
    }
    return new StateRow(
        "", entry.sku(), fact.partName(), fact.position(), FactCodec.encode(fact, content));
  }

  /** The rows of a step are durable. */
  public void committed(Step step, Rows rows) {
    again(step, rows.left());
    if (step.last() && rows.left().isEmpty()) {
      durable = step.claims();
      passBegan = NONE;
    }
  }

  /** A step could not be read: its SKUs are not written, so the pass must come by them again. */
  public void failed(Step step) {
    again(step, step.entries());
  }

  private void again(Step step, List<CatalogEntry> entries) {
    for (CatalogEntry entry : entries) {
      changed.set(entry.index());
      if (step.whole().contains(entry.index())) {
        confirmed.set(entry.index());
      }
      at = Math.min(at, entry.index());
    }
  }
}
