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
 * @param images mark of those that were sent last, see {@link ProductLists#mark}; null: not known
 */
record ProductIds(long id, long parent, @Nullable String images) {
  private static final String PRODUCT = "product";
  private static final String PARENT = "parent";
  private static final String IMAGES = "images";

  /** Null where those remembered are none of ours. */
  static @Nullable ProductIds of(@Nullable Map<String, String> remembered) {
    if (remembered == null) {
      return null;
    }
    try {
      return new ProductIds(
          Long.parseLong(remembered.getOrDefault(PRODUCT, "")),
          Long.parseLong(remembered.getOrDefault(PARENT, "0")),
          remembered.get(IMAGES));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  ProductIds withImages(@Nullable String mark) {
    return new ProductIds(id, parent, mark);
  }

  Map<String, String> remembered() {
    Map<String, String> remembered = new HashMap<>();
    remembered.put(PRODUCT, Long.toString(id));
    if (parent != 0) {
      remembered.put(PARENT, Long.toString(parent));
    }
    if (images != null) {
      remembered.put(IMAGES, images);
    }
    return remembered;
  }

  /** Of a list of products, by their SKU as the shop writes it. */
  static Map<String, ProductIds> of(List<?> products) {
    Map<String, ProductIds> ids = new HashMap<>();
    for (Object each : products) {
      Map<?, ?> product = JsonTree.object(each);
      String sku = JsonTree.text(product.get("sku"));
      long id = JsonTree.count(product.get("id"));
      if (sku != null && id > 0) {
        ids.put(
            sku, new ProductIds(id, Math.max(0, JsonTree.count(product.get("parent_id"))), null));
      }
    }
    return ids;
  }

  /** Where it is changed. */
  String batchPath() {
    return parent == 0 ? WooApi.BATCH : "/products/" + parent + "/variations/batch";
  }
}
