package io.sluice.simulator.woocommerce;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The products of a shop by their ids, as customers see them at the time. */
final class WooStock {
  private final InstantSource clock;
  private final Map<Long, WooProduct> products = new TreeMap<>();
  private final Map<Long, WooContent> contents = new HashMap<>();
  private long lastId = 700;

  /** Whether the shop counts stock at all (Settings, Products, Inventory). */
  boolean counts = true;

  /** Images that the shop fetched. */
  int uploads;

  WooStock(InstantSource clock) {
    this.clock = clock;
  }

  List<WooProduct> all() {
    Instant now = clock.instant();
    return products.values().stream().map(product -> product.at(now)).toList();
  }

  @Nullable WooProduct get(long id) {
    WooProduct found = products.get(id);
    return found == null ? null : found.at(clock.instant());
  }

  @Nullable WooProduct find(String sku) {
    return all().stream()
        .filter(product -> !sku.isEmpty() && product.sku().equals(sku))
        .findFirst()
        .orElse(null);
  }

  void delete(String sku) {
    products.values().removeIf(product -> product.sku().equals(sku));
  }

  /**
   * @param ofSku SKU of the product that it belongs to, empty without one
   */
  void putVariation(String sku, String ofSku) {
    JsonObject size =
        new JsonObject()
            .put("id", 0)
            .put("name", "Size")
            .put("position", 0)
            .put("visible", true)
            .put("variation", true)
            .put("options", new JsonArray().add("S").add("M"));
    JsonObject whole = new JsonObject().put("sku", ofSku).put("name", "Product of " + sku);
    WooProduct parent = create(whole.put("attributes", new JsonArray().add(size)), 0);
    content(parent.id()).type = "variable";
    WooProduct one = create(new JsonObject().put("sku", sku).put("name", "One of it"), parent.id());
    content(one.id()).type = "variation";
  }

  WooContent content(long id) {
    return contents.computeIfAbsent(id, any -> new WooContent("simple"));
  }

  WooProduct create(JsonObject item, long parent) {
    WooProduct empty =
        new WooProduct(
            ++lastId,
            parent,
            item.getString("sku", ""),
            "",
            "publish",
            null,
            "",
            "",
            null,
            null,
            "");
    return change(empty, item);
  }

  /** What is not named stays as it is; a quantity counts only where the stock is managed. */
  WooProduct change(WooProduct from, JsonObject item) {
    WooContent content = content(from.id());
    uploads = content.change(item, uploads);
    boolean managed = counts && item.getBoolean("manage_stock", from.stockQuantity() != null);
    // It costs what its variations cost, and a price of its own is taken for nothing.
    boolean priced = !content.type.equals("variable");
    Long quantity = item.getLong("stock_quantity", from.stockQuantity());
    WooProduct changed =
        new WooProduct(
            from.id(),
            from.parent(),
            item.getString("sku", from.sku()),
            item.getString("name", from.name()),
            item.getString("status", from.status()),
            managed ? quantity : null,
            priced ? item.getString("regular_price", from.regularPrice()) : "",
            priced ? item.getString("sale_price", from.salePrice()) : "",
            date(item, "date_on_sale_from_gmt", from.saleFrom()),
            date(item, "date_on_sale_to_gmt", from.saleTo()),
            "");
    products.put(changed.id(), changed);
    return changed.at(clock.instant());
  }

  /** Null says nothing there, and an empty text takes a date away. */
  private static @Nullable Instant date(JsonObject item, String name, @Nullable Instant before) {
    String text = item.getString(name);
    if (text == null) {
      return before;
    }
    return text.isEmpty() ? null : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }
}
