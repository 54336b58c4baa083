package io.sluice.simulator.shopify;

import io.sluice.simulator.market.Violations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Products, variants and stock of one shop. Thread-safe: tests look at it from outside. */
final class Shop {
  private final InstantSource clock;
  private final Violations violations;
  private final Map<String, Rows.Product> products = new LinkedHashMap<>();
  private final Map<String, Rows.Variant> variants = new LinkedHashMap<>();
  private final Map<String, Rows.Variant> items = new LinkedHashMap<>();
  private final Map<String, String> locations = new LinkedHashMap<>();
  private Duration searchLag = Duration.ZERO;

  /** Whether errors of quantities say which one they mean. */
  boolean placesErrors = true;

  private int created;
  private int ids = 100;

  Shop(InstantSource clock, Violations violations) {
    this.clock = clock;
    this.violations = violations;
  }

  synchronized String nextId(String type) {
    ids++;
    return "gid://shopify/" + type + "/" + ids;
  }

  synchronized void location(String id, String name) {
    locations.put(id, name);
  }

  synchronized boolean hasLocation(String id) {
    return locations.containsKey(id);
  }

  synchronized @Nullable Map<String, Object> locationView(String id) {
    String name = locations.get(id);
    return name == null ? null : Map.of("id", id, "name", name, "isActive", true);
  }

  /** How long a search does not know what is new. */
  synchronized void searchLag(Duration lag) {
    searchLag = lag;
  }

  synchronized Rows.Product addProduct() {
    Rows.Product product = new Rows.Product(nextId("Product"));
    products.put(product.id, product);
    created++;
    return product;
  }

  synchronized Rows.Variant addVariant(Rows.Product product, String sku) {
    Instant now = clock.instant();
    Rows.Variant variant =
        new Rows.Variant(nextId("ProductVariant"), nextId("InventoryItem"), product, now);
    variant.sku = sku;
    product.variants.add(variant);
    variants.put(variant.id, variant);
    items.put(variant.itemId, variant);
    return variant;
  }

  /** As a client asks for it, which must not do so for a SKU that is there. */
  synchronized Rows.Variant addAsked(Rows.Product product, String sku) {
    if (variants.values().stream().anyMatch(other -> other.sku.equals(sku))) {
      violations.add("a second variant with one SKU");
    }
    return addVariant(product, sku);
  }

  /** What a client must never bring about, looked at after each of its changes. */
  synchronized void look(Rows.Variant variant) {
    if (variant.isFree() && variant.isBuyable()) {
      violations.add("a variant that can be bought for nothing");
    }
  }

  synchronized void remove(Rows.Variant variant) {
    variant.product.variants.remove(variant);
    variants.remove(variant.id);
    items.remove(variant.itemId);
  }

  synchronized void remove(Rows.Product product) {
    List.copyOf(product.variants).forEach(this::remove);
    products.remove(product.id);
  }

  synchronized Rows.@Nullable Product product(@Nullable String id) {
    return id == null ? null : products.get(id);
  }

  synchronized Rows.@Nullable Product productByHandle(String handle) {
    return products.values().stream()
        .filter(product -> product.field("handle").equals(handle))
        .findFirst()
        .orElse(null);
  }

  synchronized Rows.@Nullable Variant variant(@Nullable String id) {
    return id == null ? null : variants.get(id);
  }

  synchronized Rows.@Nullable Variant item(@Nullable String id) {
    return id == null ? null : items.get(id);
  }

  /** In the order of their ids. */
  synchronized List<Rows.Variant> all() {
    return new ArrayList<>(variants.values());
  }

  /** What a search finds by now. */
  synchronized List<Rows.Variant> searchable() {
    Instant since = clock.instant().minus(searchLag);
    return variants.values().stream().filter(each -> !each.createdAt.isAfter(since)).toList();
  }

  synchronized Optional<ShownVariant> find(String sku) {
    return variants.values().stream()
        .filter(variant -> variant.sku.equals(sku))
        .findFirst()
        .map(Rows.Variant::shown);
  }

  synchronized int productsCreated() {
    return created;
  }

  synchronized int variantsThere() {
    return variants.size();
  }
}
