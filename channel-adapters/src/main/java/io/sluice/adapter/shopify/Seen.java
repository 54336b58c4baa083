package io.sluice.adapter.shopify;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A variant as the shop shows it.
 *
 * @param free whether it has no price: would be sold for nothing
 * @param draft whether its product is one
 */
record Seen(Ids ids, boolean free, boolean draft) {
  /** What documents ask for of a variant. */
  static final String VARIANT = "id sku price inventoryItem { id tracked }";

  /** What documents ask for of its product. */
  static final String PRODUCT = "id status";

  /** Null where something is missing. */
  static @Nullable Seen of(Tree variant, Tree ofProduct) {
    String product = ofProduct.at("id").text();
    String id = variant.at("id").text();
    String item = variant.at("inventoryItem", "id").text();
    if (product == null || id == null || item == null) {
      return null;
    }
    BigDecimal price = variant.at("price").number();
    boolean free = price == null || price.signum() == 0;
    Object tracked = variant.at("inventoryItem", "tracked").value();
    Ids ids = Ids.found(product, id, item).untracked(Boolean.FALSE.equals(tracked));
    return new Seen(ids, free, isDraft(ofProduct));
  }

  static boolean isDraft(Tree product) {
    return product.at("status").text("").equals("DRAFT");
  }
}
