package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.FactCodec;
import io.sluice.gateway.intake.Intake;
import io.sluice.store.JournalRow;
import io.sluice.store.Store;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the catalog at a start: its checkpoint, then the journal's tail. */
public final class CatalogLoader {
  /** Setting that says up to which position the catalog's rows are complete. */
  static final String CHECKPOINT = "catalog_checkpoint";

  static final String NAME = "catalog";

  private static final Logger LOG = LoggerFactory.getLogger(CatalogLoader.class);
  private static final int PAGE_ROWS = 2_000;
  private static final long PAGE_BYTES = 4 << 20;

  /** Rows that are looked at, at most, for each identity to be remembered: a few seconds in all. */
  private static final int LOOKED_AT_FOR_EACH = 10;

  private static final byte[] NOTHING = new byte[0];

  private final Store store;
  private final Events events;
  private final Set<Integer> confirmed = new HashSet<>();

  public CatalogLoader(Store store, Events events) {
    this.store = store;
    this.events = events;
  }

  /** Position up to which the stored facts are complete; 0 where there are none. */
  public long checkpoint() {
    byte[] stored = store.settings(CHECKPOINT).get(NAME);
    return stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
  }

  /** Fills an empty catalog. Blocks. */
  public void load(Catalog catalog) {
    LoadLog facts = log("facts", 0);
    store.scanState(
        "",
        row -> {
          catalog.put(row.key(), FactCodec.decode(row.value()).fact());
          facts.step();
        });
    LoadLog tail = log("events", store.head() - checkpoint());
    forEach(
        checkpoint() + 1,
        row -> {
          tail.step();
          if (row.decision() == Decision.NEW.code()) {
            catalog.apply(events.journaled(row));
          } else if (row.decision() == Decision.DUPLICATE.code() && Intake.isImported(row)) {
            CatalogEntry entry = catalog.confirm(events.journaled(row));
            if (entry != null) {
              confirmed.add(entry.index());
            }
          }
        });
  }

  /** Entries with facts that were said again in the tail; after {@link #load}. */
  Set<Integer> confirmed() {
    return confirmed;
  }

  private static LoadLog log(String what, long total) {
    return new LoadLog(what, total, InstantSource.system(), LOG::info);
  }

  /**
   * Lets intake remember the identities of the newest events, and what became of them. What imports
   * said has none: the sources' own words before it are looked for, up to a bound.
   */
  public void remember(Intake intake, int newest) {
    long least = Math.max(1, store.head() + 1 - (long) LOOKED_AT_FOR_EACH * newest);
    long from = store.head() + 1;
    Deque<JournalRow> own = new ArrayDeque<>();
    while (from > least && own.size() < newest) {
      long to = from;
      from = Math.max(least, from - PAGE_ROWS);
      List<JournalRow> page = new ArrayList<>();
      forEach(
          from,
          to,
          row -> {
            if (!Intake.isImported(row)) {
              page.add(bare(row));
            }
          });
      Collections.reverse(page);
      page.forEach(own::addFirst);
    }
    own.forEach(intake::remember);
  }

  /** What identities need of a row: there are many of them. */
  private static JournalRow bare(JournalRow row) {
    return new JournalRow(
        row.position(),
        row.source().intern(),
        "",
        "",
        "",
        row.epoch(),
        row.version(),
        row.decision(),
        row.occurredAtMs(),
        row.receivedAtMs(),
        row.idHash(),
        row.digest(),
        NOTHING);
  }

  private void forEach(long from, Consumer<JournalRow> each) {
    forEach(from, store.head() + 1, each);
  }

  /**
   * @param to exclusive
   */
  private void forEach(long from, long to, Consumer<JournalRow> each) {
    long next = from;
    while (next < to) {
      int rows = (int) Math.min(PAGE_ROWS, to - next);
      List<JournalRow> page = store.journal().page(next, rows, PAGE_BYTES);
      for (JournalRow row : page) {
        if (row.position() < to) {
          each.accept(row);
        }
      }
      next = page.isEmpty() ? to : page.get(page.size() - 1).position() + 1;
    }
  }
}
