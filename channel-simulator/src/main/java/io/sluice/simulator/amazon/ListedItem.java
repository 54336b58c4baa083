package io.sluice.simulator.amazon;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The attributes of one SKU, each a list of instances that its selectors tell apart. */
final class ListedItem {
  private static final Map<String, List<String>> SELECTORS =
      Map.of(
          "fulfillment_availability",
          List.of("fulfillment_channel_code"),
          "purchasable_offer",
          List.of("marketplace_id", "currency", "audience"));
  private static final List<String> OTHERS = List.of("marketplace_id", "language_tag");
  private static final String AVAILABILITY = "fulfillment_availability";

  final String sku;
  final String productType;
  final String asin;
  final Instant createdAt;
  private final Map<String, List<Map<String, Object>>> attributes = new LinkedHashMap<>();
  Instant updatedAt;

  /** Whether its content was put and is complete; a patch of an unknown SKU leaves it without. */
  boolean complete;

  ListedItem(String sku, String productType, String asin, Instant now) {
    this.sku = sku;
    this.productType = productType;
    this.asin = asin;
    this.createdAt = now;
    this.updatedAt = now;
  }

  private static boolean same(String attribute, Map<String, Object> one, Map<String, Object> two) {
    return SELECTORS.getOrDefault(attribute, OTHERS).stream()
        .allMatch(key -> Objects.equals(selector(one, key), selector(two, key)));
  }

  /** An offer that names no audience is for all. */
  private static @Nullable Object selector(Map<String, Object> instance, String key) {
    Object value = instance.get(key);
    return value == null && key.equals("audience") ? "ALL" : value;
  }

  private List<Map<String, Object>> instances(String attribute) {
    return attributes.computeIfAbsent(attribute, any -> new ArrayList<>());
  }

  private static Stream<Map<String, Object>> each(List<?> instances) {
    return instances.stream().map(Tree::members);
  }

  void replace(String attribute, List<?> with) {
    delete(attribute, with);
    each(with).forEach(instances(attribute)::add);
  }

  void merge(String attribute, List<?> with) {
    each(with)
        .forEach(
            instance -> {
              List<Map<String, Object>> all = instances(attribute);
              Map<String, Object> there =
                  all.stream()
                      .filter(known -> same(attribute, known, instance))
                      .findFirst()
                      .orElse(null);
              if (there == null) {
                all.add(instance);
              } else {
                Map<String, Object> merged = new LinkedHashMap<>(there);
                merged.putAll(instance);
                all.set(all.indexOf(there), merged);
              }
            });
  }

  void delete(String attribute, List<?> which) {
    instances(attribute)
        .removeIf(known -> each(which).anyMatch(given -> same(attribute, known, given)));
  }

  boolean has(String attribute) {
    return !instances(attribute).isEmpty();
  }

  /** The first instance; empty without one. */
  Map<String, Object> first(String attribute) {
    return instances(attribute).isEmpty() ? Map.of() : instances(attribute).get(0);
  }

  @Nullable String fulfillment() {
    return (String) first(AVAILABILITY).get("fulfillment_channel_code");
  }

  void handOver(String fulfillment) {
    List<Map<String, Object>> all = instances(AVAILABILITY);
    all.clear();
    all.add(new LinkedHashMap<>(Map.of("fulfillment_channel_code", fulfillment)));
  }

  boolean byAmazon() {
    String code = fulfillment();
    return code != null && code.startsWith("AMAZON");
  }

  @Nullable Long quantity() {
    return first(AVAILABILITY).get("quantity") instanceof BigDecimal number
        ? Long.valueOf(number.longValue())
        : null;
  }

  @Nullable BigDecimal price(String kind) {
    return entry(kind).get("value_with_tax") instanceof BigDecimal number ? number : null;
  }

  private Map<String, Object> entry(String kind) {
    Map<String, Object> offer = first("purchasable_offer");
    Object schedule =
        Tree.list(offer.get(kind)).stream()
            .findFirst()
            .map(price -> Tree.members(price).get("schedule"))
            .orElse(null);
    return Tree.list(schedule).stream().findFirst().map(Tree::members).orElse(Map.of());
  }

  /** What a buyer pays on a day; null without an offer. */
  @Nullable BigDecimal charged(LocalDate day) {
    Map<String, Object> sale = entry("discounted_price");
    boolean holds =
        !sale.isEmpty()
            && !day.isBefore(day(sale.get("start_at")))
            && day.isBefore(day(sale.get("end_at")));
    return price(holds ? "discounted_price" : "our_price");
  }

  /** Of a date, or of a date with a time: only the day counts. */
  static LocalDate day(@Nullable Object text) {
    String date = String.valueOf(text);
    return LocalDate.parse(date.substring(0, Math.min(date.length(), "2026-11-20".length())));
  }

  private @Nullable String name() {
    Object name = first("item_name").get("value");
    return name == null ? null : name.toString();
  }

  ShownListing shown() {
    return new ShownListing(
        sku,
        productType,
        name(),
        quantity(),
        price("our_price"),
        price("discounted_price"),
        complete,
        fulfillment());
  }

  /**
   * As an answer shows it.
   *
   * @param summed whether its summary is there by now
   */
  Map<String, Object> item(
      AmazonAccount account, List<String> included, Instant now, boolean summed) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("sku", sku);
    if (included.contains("summaries")) {
      item.put("summaries", complete && summed ? List.of(summary(account)) : List.of());
    }
    BigDecimal price = charged(LocalDate.ofInstant(now, account.days()));
    if (included.contains("offers")) {
      item.put("offers", price == null ? List.of() : List.of(offer(account, price)));
    }
    if (included.contains("fulfillmentAvailability")) {
      item.put("fulfillmentAvailability", fulfillment() == null ? List.of() : availability());
    }
    return item;
  }

  private Map<String, Object> summary(AmazonAccount account) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("marketplaceId", account.marketplaceId());
    summary.put("asin", asin);
    summary.put("productType", productType);
    summary.put("conditionType", "new_new");
    Long quantity = quantity();
    boolean buyable =
        price("our_price") != null && (byAmazon() || quantity != null && quantity > 0);
    summary.put("status", buyable ? List.of("BUYABLE", "DISCOVERABLE") : List.of("DISCOVERABLE"));
    if (name() != null) {
      summary.put("itemName", name());
    }
    summary.put("createdDate", createdAt.toString());
    summary.put("lastUpdatedDate", updatedAt.toString());
    return summary;
  }

  private static Map<String, Object> offer(AmazonAccount account, BigDecimal price) {
    return Map.of(
        "marketplaceId",
        account.marketplaceId(),
        "offerType",
        "B2C",
        "price",
        Map.of("currencyCode", account.currency(), "amount", price.toPlainString()));
  }

  private List<Object> availability() {
    Map<String, Object> availability = new LinkedHashMap<>();
    availability.put("fulfillmentChannelCode", String.valueOf(fulfillment()));
    Long quantity = quantity();
    if (quantity != null) {
      availability.put("quantity", quantity);
    }
    return List.of(availability);
  }
}
