package io.sluice.simulator.woocommerce;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The products of a shop by their ids. */
final class WooStock {
  private final Map<Long, WooProduct> products = new TreeMap<>();
  private long lastId = 700;

  List<WooProduct> all() {
    return List.copyOf(products.values());
  }

  @Nullable WooProduct get(long id) {
    return products.get(id);
  }

  @Nullable WooProduct find(String sku) {
    return products.values().stream()
        .filter(product -> !sku.isEmpty() && product.sku().equals(sku))
        .findFirst()
        .orElse(null);
  }

  void delete(String sku) {
    products.values().removeIf(product -> product.sku().equals(sku));
  }

  void putVariation(String sku) {
    WooProduct parent = create(new JsonObject().put("name", "Product of " + sku), 0);
    create(new JsonObject().put("sku", sku).put("name", "One of it"), parent.id());
  }

  WooProduct create(JsonObject item, long parent) {
    WooProduct empty =
        new WooProduct(++lastId, parent, item.getString("sku", ""), "", "publish", null, "", "");
    return change(empty, item);
  }

  /** What is not named stays as it is; a quantity counts only where the stock is managed. */
  WooProduct change(WooProduct from, JsonObject item) {
    boolean managed = item.getBoolean("manage_stock", from.stockQuantity() != null);
    Long quantity = item.getLong("stock_quantity", from.stockQuantity());
    WooProduct changed =
        new WooProduct(
            from.id(),
            from.parent(),
            item.getString("sku", from.sku()),
            item.getString("name", from.name()),
            item.getString("status", from.status()),
            managed ? quantity : null,
            item.getString("regular_price", from.regularPrice()),
            item.getString("sale_price", from.salePrice()));
    products.put(changed.id(), changed);
    return changed;
  }
}
