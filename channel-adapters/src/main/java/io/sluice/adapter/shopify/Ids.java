package io.sluice.adapter.shopify;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a SKU. Ids are Shopify's global ones; all of it is a hint.
 *
 * @param product null together with {@code variant} and {@code item} where there is none yet
 * @param creating handle of the product that is being created, or id of the product that gets it as
 *     a variant: where the answer was lost, it tells whether it was done
 * @param activate made by us, and without a price so far: whether its product waits for one says
 *     its {@link Standing}
 * @param unpriced made by us without a price: would be sold for nothing
 * @param ended taken off the shop by us, alone or with its product
 * @param untracked can be bought there whatever its quantity
 * @param available what we last knew to be there, by location
 */
record Ids(
    @Nullable String product,
    @Nullable String variant,
    @Nullable String item,
    @Nullable String creating,
    boolean activate,
    boolean unpriced,
    boolean ended,
    boolean untracked,
    Map<String, Long> available) {
  static final Ids NONE = new Ids(null, null, null, null, false, false, false, false, Map.of());

  private static final String AVAILABLE = "available ";
  private static final String YES = "yes";

  Ids {
    available = Map.copyOf(available);
  }

  static Ids found(String product, String variant, String item) {
    return new Ids(product, variant, item, null, false, false, false, false, Map.of());
  }

  static Ids of(Map<String, String> stored) {
    Map<String, Long> available = new LinkedHashMap<>();
    stored.forEach(
        (name, value) -> {
          if (name.startsWith(AVAILABLE)) {
            available.put(name.substring(AVAILABLE.length()), Long.valueOf(value));
          }
        });
    return new Ids(
        stored.get("product"),
        stored.get("variant"),
        stored.get("item"),
        stored.get("creating"),
        stored.containsKey("activate"),
        stored.containsKey("unpriced"),
        stored.containsKey("ended"),
        stored.containsKey("untracked"),
        available);
  }

  Map<String, String> stored() {
    Map<String, String> stored = new LinkedHashMap<>();
    put(stored, "product", product);
    put(stored, "variant", variant);
    put(stored, "item", item);
    put(stored, "creating", creating);
    put(stored, "activate", activate ? YES : null);
    put(stored, "unpriced", unpriced ? YES : null);
    put(stored, "ended", ended ? YES : null);
    put(stored, "untracked", untracked ? YES : null);
    available.forEach((location, quantity) -> stored.put(AVAILABLE + location, quantity + ""));
    return stored;
  }

  private static void put(Map<String, String> stored, String name, @Nullable String value) {
    if (value != null) {
      stored.put(name, value);
    }
  }

  /** Whether what was noted is a product's id; a handle has no colon. */
  static boolean isProduct(String creating) {
    return creating.startsWith("gid:");
  }

  boolean known() {
    return product != null && variant != null && item != null;
  }

  /** The product's id, of one that is known. */
  String theProduct() {
    return given(product);
  }

  String theVariant() {
    return given(variant);
  }

  String theItem() {
    return given(item);
  }

  private static String given(@Nullable String id) {
    if (id == null) {
      throw new IllegalStateException("asked for the id of what is not known");
    }
    return id;
  }

  Ids with(Map<String, Long> quantities) {
    Map<String, Long> all = new LinkedHashMap<>(available);
    all.putAll(quantities);
    return new Ids(product, variant, item, creating, activate, unpriced, ended, untracked, all);
  }

  Ids withoutQuantities() {
    return new Ids(
        product, variant, item, creating, activate, unpriced, ended, untracked, Map.of());
  }

  Ids creating(String handleOrProduct) {
    return new Ids(
        product, variant, item, handleOrProduct, activate, unpriced, ended, untracked, available);
  }

  Ids waiting(boolean activation, boolean price) {
    return new Ids(
        product, variant, item, creating, activation, price, ended, untracked, available);
  }

  Ids ended(boolean yes) {
    return new Ids(product, variant, item, creating, activate, unpriced, yes, untracked, available);
  }

  Ids untracked(boolean yes) {
    return new Ids(product, variant, item, creating, activate, unpriced, ended, yes, available);
  }
}
