package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.sluice.gateway.operations.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages through the SKUs of the catalog by their dense numbers. */
final class SkuPages {
  /** So many are looked at for one page, whether they match or not: about a millisecond. */
  private static final int LOOKED_AT = 10_000;

  private SkuPages() {}

  /** Fails with {@link OperationException} where the cursor is none. */
  static Page<String> page(
      Catalog catalog,
      @Nullable Boolean discontinued,
      @Nullable String source,
      @Nullable String cursor,
      int limit) {
    int size = catalog.size();
    int index = cursor == null ? 0 : number(cursor);
    int end = (int) Math.min(size, (long) index + LOOKED_AT);
    List<String> skus = new ArrayList<>();
    for (; index < end && skus.size() < limit; index++) {
      CatalogEntry entry = catalog.get(index);
      boolean state = discontinued == null || discontinued == entry.isDiscontinued();
      if (state && (source == null || entry.isSaidBy(source))) {
        skus.add(entry.sku());
      }
    }
    return new Page<>(skus, index < size ? Integer.toString(index) : null);
  }

  private static int number(String cursor) {
    if (!cursor.matches("[0-9]{1,9}")) {
      throw new OperationException(
          Kind.INVALID, "the cursor is not one that this list gave: begin again without it");
    }
    return Integer.parseInt(cursor);
  }
}
