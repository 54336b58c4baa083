package io.sluice.gateway.runtime;

import io.sluice.gateway.operations.AttemptQuery;
import io.sluice.gateway.operations.AttemptView;
import io.sluice.gateway.operations.Page;
import io.sluice.store.AttemptRow;
import io.sluice.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks up attempts. Blocks. */
final class Attempts {
  private static final int OF_ONE_SKU = 1_000;
  private static final int ROWS_AT_ONCE = 500;

  /** So many are looked at for one page. */
  private static final int LOOKED_AT_MOST = 5_000;

  private final Store store;

  Attempts(Store store) {
    this.store = store;
  }

  /** Newest first, plain ones among them. */
  List<AttemptRow> of(String sku) {
    return store.attemptsOf(sku, OF_ONE_SKU);
  }

  Page<AttemptView> page(AttemptQuery query, @Nullable String cursor, int limit) {
    String sku = query.sku();
    if (sku != null) {
      int from = (int) Cursors.number(cursor, 0);
      List<AttemptView> all =
          of(sku).stream().filter(row -> matches(row, query)).map(Attempts::view).toList();
      int to = Math.min(all.size(), from + limit);
      return new Page<>(
          from >= to ? List.of() : List.copyOf(all.subList(from, to)),
          to < all.size() ? Cursors.of(to) : null);
    }
    long before = Cursors.number(cursor, Long.MAX_VALUE);
    List<AttemptView> found = new ArrayList<>();
    for (int looked = 0; looked < LOOKED_AT_MOST; looked += ROWS_AT_ONCE) {
      List<AttemptRow> rows = store.attempts(before, ROWS_AT_ONCE);
      for (AttemptRow row : rows) {
        if (found.size() == limit) {
          return new Page<>(found, Cursors.of(before));
        }
        before = row.sequence();
        if (matches(row, query)) {
          found.add(view(row));
        }
      }
      if (rows.isEmpty()) {
        return new Page<>(found, null);
      }
    }
    return new Page<>(found, Cursors.of(before));
  }

  private static boolean matches(AttemptRow row, AttemptQuery query) {
    return (query.channel() == null || query.channel().equals(row.channel()))
        && matches(row, query.code());
  }

  /** Whether it ended so; null: however. */
  static boolean matches(AttemptRow row, @Nullable String code) {
    return code == null
        || code.equals(row.code())
        || code.equals(row.outcome())
        || (row.status() > 0 && code.equals(Integer.toString(row.status())));
  }

  static AttemptView view(AttemptRow row) {
    return new AttemptView(
        row.channel(),
        row.key(),
        row.part(),
        row.position(),
        row.number(),
        Instant.ofEpochMilli(row.atMs()),
        row.durationMs(),
        row.outcome(),
        row.code(),
        row.status() == 0 ? null : Integer.valueOf(row.status()),
        row.reason(),
        text(row.request()),
        text(row.answer()));
  }

  private static @Nullable String text(byte[] kept) {
    return kept.length == 0 ? null : new String(kept, StandardCharsets.UTF_8);
  }
}
