package io.sluice.simulator.shopify;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a shop is made of, and how GraphQL sees it. */
final class Rows {
  /** Where a view keeps its row, for the fields that lead on. */
  static final String ROW = "_row";

  private Rows() {}

  /** A product with its variants. */
  static final class Product {
    final String id;
    final Map<String, Object> fields = new LinkedHashMap<>();
    final Map<String, Set<String>> options = new LinkedHashMap<>();
    final List<Variant> variants = new ArrayList<>();
    final Set<String> publications = new LinkedHashSet<>();

    Product(String id) {
      this.id = id;
      for (String text : List.of("title", "handle", "descriptionHtml", "vendor", "productType")) {
        fields.put(text, "");
      }
      fields.put("tags", List.of());
      fields.put("status", "ACTIVE");
    }

    String field(String name) {
      return String.valueOf(fields.get(name));
    }

    Map<String, Object> view() {
      Map<String, Object> view = new LinkedHashMap<>(fields);
      view.put("id", id);
      view.put(ROW, this);
      return view;
    }

    /** Whether it only has the variant of a product without options. */
    boolean standalone() {
      return variants.size() == 1
          && List.of("Default Title").containsAll(variants.get(0).optionValues.values());
    }
  }

  /** A variant with its inventory item. */
  static final class Variant {
    final String id;
    final String itemId;
    final Product product;
    final Instant createdAt;
    final Map<String, String> optionValues = new LinkedHashMap<>();
    final Map<String, Integer> available = new LinkedHashMap<>();
    String sku = "";
    String price = "0.00";
    @Nullable String compareAtPrice;
    @Nullable String barcode;
    boolean taxable = true;
    boolean tracked;
    boolean mutable = true;

    Variant(String id, String itemId, Product product, Instant createdAt) {
      this.id = id;
      this.itemId = itemId;
      this.product = product;
      this.createdAt = createdAt;
    }

    Map<String, @Nullable Object> view() {
      Map<String, @Nullable Object> view = new LinkedHashMap<>();
      view.put("id", id);
      view.put("sku", sku);
      view.put("barcode", barcode);
      view.put("price", price);
      view.put("compareAtPrice", compareAtPrice);
      view.put("taxable", taxable);
      view.put("inventoryQuantity", available.values().stream().mapToInt(each -> each).sum());
      view.put(ROW, this);
      return view;
    }

    boolean isFree() {
      return new BigDecimal(price).signum() == 0;
    }

    /** What is not tracked can be bought whatever its quantity. */
    boolean isBuyable() {
      return product.field("status").equals("ACTIVE")
          && (!tracked || available.values().stream().mapToInt(each -> each).sum() > 0);
    }

    Map<String, Object> itemView() {
      return Map.of("id", itemId, "sku", sku, "tracked", tracked, ROW, this);
    }

    ShownVariant shown() {
      return new ShownVariant(
          sku,
          id,
          product.id,
          itemId,
          product.field("title"),
          product.field("handle"),
          product.field("status"),
          price,
          compareAtPrice,
          barcode,
          Map.copyOf(optionValues),
          Map.copyOf(available),
          tracked,
          isBuyable(),
          product.publications.size(),
          product.variants.size());
    }
  }
}
