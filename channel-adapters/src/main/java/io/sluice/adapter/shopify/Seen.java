package io.sluice.adapter.shopify;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A variant as the shop shows it.
 *
 * @param free whether it has no price: would be sold for nothing
 */
record Seen(Ids ids, boolean free) {
  /** What documents ask for of a variant. */
  static final String FIELDS = "id sku price inventoryItem { id }";

  /** Null where something is missing. */
  static @Nullable Seen of(Tree variant, @Nullable String product) {
    String id = variant.at("id").text();
    String item = variant.at("inventoryItem", "id").text();
    if (product == null || id == null || item == null) {
      return null;
    }
    BigDecimal price = variant.at("price").number();
    return new Seen(Ids.found(product, id, item), price == null || price.signum() == 0);
  }
}
