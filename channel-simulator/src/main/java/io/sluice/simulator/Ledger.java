package io.sluice.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The effect of all updates of one channel and the count of what must not happen, in some 200 bytes
 * per key and 32 per update. Thread-safe: written on the simulator's context, read by anyone.
 */
final class Ledger {
  private final Map<String, Row> rows = new HashMap<>();
  private Shelf shelf = new Shelf();
  private LongSet ids = new LongSet();
  private LongSet revisions = new LongSet();
  private long requests;
  private long updates;
  private long applied;
  private long appliedLate;
  private long duplicates;
  private long staleBegun;
  private long staleApplied;
  private long overlaps;
  private long malformed;

  private static final class Row {
    private long highestArrived = -1;
    private long highestApplied = -1;
    private String value = "";
    private int arrived;
    private int applied;
    private int staleBegun;
    private int staleApplied;
  }

  synchronized void request() {
    requests++;
  }

  synchronized void malformed() {
    malformed++;
  }

  synchronized void overlap() {
    overlaps++;
  }

  /** An update has come, whatever becomes of it. True when its id is new. */
  synchronized boolean arrived(ReceivedUpdate update) {
    updates++;
    Row part = row(update.partKey());
    part.arrived++;
    Row facet = row(update.facetKey());
    if (update.revision() < facet.highestArrived) {
      staleBegun++;
      part.staleBegun++;
    }
    facet.highestArrived = Math.max(facet.highestArrived, update.revision());
    boolean fresh = ids.add(LongSet.hash(update.id()));
    duplicates += fresh ? 0 : 1;
    return fresh;
  }

  /** An update takes effect, even where that is wrong: a plain channel keeps what came last. */
  synchronized void apply(ReceivedUpdate update, boolean late) {
    Row part = row(update.partKey());
    applied++;
    part.applied++;
    appliedLate += late ? 1 : 0;
    if (update.revision() < part.highestApplied) {
      staleApplied++;
      part.staleApplied++;
    }
    part.highestApplied = Math.max(part.highestApplied, update.revision());
    part.value = update.value();
    shelf.applied(update);
    revisions.add(update.revision());
  }

  /** Whether applying it would put an older value in the place of a newer. */
  synchronized boolean isStale(ReceivedUpdate update) {
    Row part = rows.get(update.partKey());
    return part != null && update.revision() < part.highestApplied;
  }

  synchronized void edit(String sku, String facet, String value) {
    shelf.edit(sku, facet, value);
  }

  synchronized void lose(String sku) {
    shelf.lose(sku);
  }

  synchronized List<ShownProduct> products() {
    List<KeyState> applied = new ArrayList<>();
    rows.forEach(
        (key, row) -> {
          if (row.applied > 0) {
            applied.add(state(key, row));
          }
        });
    return shelf.products(applied);
  }

  /** Whether a product content was applied and not discontinued since. */
  synchronized boolean isListed(String sku) {
    Row product = rows.get(sku + "\u0000product\u0000");
    return product != null && product.applied > 0 && !product.value.equals("discontinued");
  }

  synchronized boolean hasApplied(long revision) {
    return revisions.contains(revision);
  }

  synchronized Optional<KeyState> find(String sku, String facet, String part) {
    String key = sku + '\u0000' + facet + '\u0000' + part;
    return Optional.ofNullable(rows.get(key)).map(row -> state(key, row));
  }

  /** Every key in some order; nothing else happens to the channel meanwhile. */
  synchronized void forEach(Consumer<KeyState> reader) {
    rows.forEach(
        (key, row) -> {
          if (row.arrived > 0) {
            reader.accept(state(key, row));
          }
        });
  }

  private static KeyState state(String key, Row row) {
    List<String> names = List.of(key.split("\u0000", -1));
    return new KeyState(
        names.get(0),
        names.get(1),
        names.get(2),
        row.highestApplied,
        row.value,
        row.arrived,
        row.applied,
        row.staleBegun,
        row.staleApplied);
  }

  synchronized Summary summary() {
    return new Summary(
        requests,
        updates,
        applied,
        appliedLate,
        duplicates,
        staleBegun,
        staleApplied,
        overlaps,
        malformed,
        revisions.size());
  }

  synchronized void reset() {
    rows.clear();
    shelf = new Shelf();
    ids = new LongSet();
    revisions = new LongSet();
    requests = updates = applied = appliedLate = duplicates = 0;
    staleBegun = staleApplied = overlaps = malformed = 0;
  }

  private Row row(String key) {
    return rows.computeIfAbsent(key, unseen -> new Row());
  }
}
