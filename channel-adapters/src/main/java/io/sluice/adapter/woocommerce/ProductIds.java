package io.sluice.adapter.woocommerce;

import io.sluice.adapter.wire.JsonTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the shop knows a SKU.
 *
 * @param parent of a variation, 0 of a product
 */
record ProductIds(long id, long parent) {
  private static final String PRODUCT = "product";
  private static final String PARENT = "parent";

  /** Null where those remembered are none of ours. */
  static @Nullable ProductIds of(@Nullable Map<String, String> remembered) {
    if (remembered == null) {
      return null;
    }
    try {
      return new ProductIds(
          Long.parseLong(remembered.getOrDefault(PRODUCT, "")),
          Long.parseLong(remembered.getOrDefault(PARENT, "0")));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  Map<String, String> remembered() {
    return parent == 0
        ? Map.of(PRODUCT, Long.toString(id))
        : Map.of(PRODUCT, Long.toString(id), PARENT, Long.toString(parent));
  }

  /** Of a list of products, by their SKU as the shop writes it. */
  static Map<String, ProductIds> of(List<?> products) {
    Map<String, ProductIds> ids = new HashMap<>();
    for (Object each : products) {
      Map<?, ?> product = JsonTree.object(each);
      String sku = JsonTree.text(product.get("sku"));
      long id = JsonTree.count(product.get("id"));
      if (sku != null && id > 0) {
        ids.put(sku, new ProductIds(id, Math.max(0, JsonTree.count(product.get("parent_id")))));
      }
    }
    return ids;
  }

  /** Where it is changed. */
  String batchPath() {
    return parent == 0 ? WooApi.BATCH : "/products/" + parent + "/variations/batch";
  }
}
