package io.sluice.gateway.rules;

import io.sluice.gateway.catalog.CatalogEntry;
import org.jspecify.annotations.Nullable;

/** What the rules of one SKU must know of others: the parts of a bundle. */
@FunctionalInterface
public interface Neighbours {
  /** What is known of a SKU, or null. */
  @Nullable CatalogEntry find(String sku);
}
