package io.sluice.gateway.rules;

import io.sluice.gateway.catalog.CatalogEntry;
import org.jspecify.annotations.Nullable;

/** What the rules of one SKU must know of others: parts of a bundle, rivals for a channel SKU. */
public interface Neighbours {
  /** What is known of a SKU, or null. */
  @Nullable CatalogEntry find(String sku);

  /** Whether this channel has accepted the product under this SKU of ours. */
  boolean isListed(String sku);
}
