package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.FactCodec;
import io.sluice.gateway.intake.Intake;
import io.sluice.store.JournalRow;
import io.sluice.store.Store;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
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

  private final Store store;
  private final Events events;

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
          }
        });
  }

  private static LoadLog log(String what, long total) {
    return new LoadLog(what, total, InstantSource.system(), LOG::info);
  }

  /** Lets intake remember the identities of the newest events, and what became of them. */
  public void remember(Intake intake, int newest) {
    forEach(Math.max(1, store.head() - newest + 1), intake::remember);
  }

  private void forEach(long from, java.util.function.Consumer<JournalRow> each) {
    long next = from;
    while (next <= store.head()) {
      List<JournalRow> page = store.journal().page(next, PAGE_ROWS, PAGE_BYTES);
      if (page.isEmpty()) {
        return;
      }
      page.forEach(each);
      next = page.get(page.size() - 1).position() + 1;
    }
  }
}
