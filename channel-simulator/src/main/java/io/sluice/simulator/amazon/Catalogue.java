package io.sluice.simulator.amazon;

import io.sluice.simulator.market.Violations;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The seller's listings, and what the product types require. Not thread-safe. */
final class Catalogue {
  private static final Pattern TOP_LEVEL = Pattern.compile("/attributes/[a-z0-9_]+");
  private static final String OFFER = "purchasable_offer";
  private static final String AVAILABILITY = "fulfillment_availability";

  /** Every listing is of it as far as its offer goes. */
  private static final String ANY_TYPE = "PRODUCT";

  private final AmazonAccount account;
  private final Violations violations;
  private final Map<String, ListedItem> items = new LinkedHashMap<>();
  private final Map<String, Set<String>> required = new HashMap<>();
  private final Map<String, Submitted.Issue> refused = new HashMap<>();
  private int asins;

  Catalogue(AmazonAccount account, Violations violations) {
    this.account = account;
    this.violations = violations;
  }

  void productType(String name, Set<String> attributes) {
    required.put(name, attributes);
  }

  void refuse(String sku, Submitted.Issue issue) {
    refused.put(sku, issue);
  }

  @Nullable ListedItem find(String sku) {
    return items.get(sku);
  }

  /** Oldest first. */
  List<ListedItem> all() {
    return items.values().stream()
        .sorted(Comparator.comparing((ListedItem item) -> item.createdAt))
        .toList();
  }

  int size() {
    return items.size();
  }

  /** Puts a complete listing there, as if the seller had done so by hand. */
  ListedItem add(String sku, String productType, Instant now) {
    ListedItem item = item(sku, productType, now);
    item.complete = true;
    return item;
  }

  void remove(String sku) {
    items.remove(sku);
  }

  private ListedItem item(String sku, String productType, Instant now) {
    asins++;
    ListedItem item = new ListedItem(sku, productType, "B%09d".formatted(asins), now);
    items.put(sku, item);
    return item;
  }

  Submitted put(String sku, Map<String, Object> body, Instant now) {
    String type = String.valueOf(body.get("productType"));
    Map<String, Object> attributes = Tree.members(body.get("attributes"));
    Submitted checked = check(sku, type, attributes);
    if (!checked.accepted()) {
      return checked;
    }
    List<Submitted.Issue> missing = missing(type, body, attributes);
    if (!missing.isEmpty()) {
      return new Submitted(missing);
    }
    ListedItem there = items.get(sku);
    if (there != null && (there.has(OFFER) || there.has(AVAILABILITY))) {
      violations.add("a listing that exists was put anew: its stock and price are gone");
    }
    ListedItem item = add(sku, type, now);
    attributes.forEach((name, instances) -> item.replace(name, Tree.list(instances)));
    return Submitted.FINE;
  }

  private List<Submitted.Issue> missing(
      String type, Map<String, Object> body, Map<String, Object> attributes) {
    List<Submitted.Issue> missing = new ArrayList<>();
    if (!"LISTING_OFFER_ONLY".equals(body.get("requirements"))) {
      for (String name : required.getOrDefault(type, Set.of())) {
        if (!attributes.containsKey(name)) {
          missing.add(
              new Submitted.Issue(
                  "90220",
                  "'" + name + "' is required but not supplied.",
                  name,
                  "MISSING_ATTRIBUTE"));
        }
      }
    }
    return missing;
  }

  Submitted patch(String sku, Map<String, Object> body, Instant now) {
    String type = String.valueOf(body.get("productType"));
    List<Map<String, Object>> patches =
        Tree.list(body.get("patches")).stream().map(Tree::members).toList();
    for (Map<String, Object> patch : patches) {
      Submitted checked = checkPatch(sku, type, patch);
      if (!checked.accepted()) {
        return checked;
      }
    }
    ListedItem item = items.get(sku);
    if (item == null) {
      // The real one accepts it: an offer without an item is a part of a listing.
      violations.add("a SKU that has no listing was patched");
      item = item(sku, type, now);
    }
    for (Map<String, Object> patch : patches) {
      apply(item, patch);
    }
    item.updatedAt = now;
    return Submitted.FINE;
  }

  private Submitted checkPatch(String sku, String type, Map<String, Object> patch) {
    String path = String.valueOf(patch.get("path"));
    if (!TOP_LEVEL.matcher(path).matches()) {
      return Submitted.invalid("4000001", "Only top-level attributes can be patched.", null);
    }
    String attribute = path.substring("/attributes/".length());
    String op = String.valueOf(patch.get("op"));
    if (op.equals("delete")) {
      boolean selected =
          !Tree.list(patch.get("value")).isEmpty()
              && (!attribute.equals(OFFER)
                  || Tree.list(patch.get("value")).stream()
                      .allMatch(each -> Tree.members(each).containsKey("currency")));
      return selected
          ? refusal(sku)
          : Submitted.invalid("4000001", "Selectors are needed to delete.", attribute);
    }
    if (op.equals("merge") && !attribute.equals(AVAILABILITY)) {
      return Submitted.invalid("4000001", "merge is not supported for it.", attribute);
    }
    return check(sku, type, Map.of(attribute, Tree.list(patch.get("value"))));
  }

  private void apply(ListedItem item, Map<String, Object> patch) {
    String attribute = String.valueOf(patch.get("path")).substring("/attributes/".length());
    List<?> value = Tree.list(patch.get("value"));
    if (attribute.equals(AVAILABILITY) && item.byAmazon()) {
      violations.add("a quantity was sent for what Amazon fulfils");
    }
    switch (String.valueOf(patch.get("op"))) {
      case "delete" -> item.delete(attribute, value);
      case "merge" -> item.merge(attribute, value);
      default -> item.replace(attribute, value);
    }
  }

  private Submitted refusal(String sku) {
    Submitted.Issue issue = refused.get(sku);
    return issue == null ? Submitted.FINE : new Submitted(List.of(issue));
  }

  private Submitted check(String sku, String type, Map<String, Object> attributes) {
    if (!refusal(sku).accepted()) {
      return refusal(sku);
    }
    if (!required.containsKey(type) && !type.equals(ANY_TYPE)) {
      return Submitted.invalid("4000004", "The product type '" + type + "' is not known.", null);
    }
    for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
      Submitted checked = checkAttribute(attribute.getKey(), Tree.list(attribute.getValue()));
      if (!checked.accepted()) {
        return checked;
      }
    }
    return Submitted.FINE;
  }

  private Submitted checkAttribute(String name, Collection<?> instances) {
    if (instances.isEmpty() || !instances.stream().allMatch(Map.class::isInstance)) {
      return wrong(name);
    }
    for (Object each : instances) {
      Map<String, Object> instance = Tree.members(each);
      boolean fine =
          switch (name) {
            case AVAILABILITY -> isAvailability(instance);
            case OFFER -> isOffer(instance);
            default -> account.marketplaceId().equals(instance.get("marketplace_id"));
          };
      if (!fine) {
        return wrong(name);
      }
    }
    return Submitted.FINE;
  }

  private static Submitted wrong(String name) {
    return Submitted.invalid("4000001", "The provided value for '" + name + "' is invalid.", name);
  }

  private static boolean isAvailability(Map<String, Object> instance) {
    return instance.get("fulfillment_channel_code") instanceof String
        && (!instance.containsKey("quantity")
            || instance.get("quantity") instanceof BigDecimal number
                && number.signum() >= 0
                && number.scale() <= 0);
  }

  private boolean isOffer(Map<String, Object> offer) {
    Map<String, Object> sale = entry(offer.get("discounted_price"));
    boolean saleFine =
        !offer.containsKey("discounted_price")
            || isAmount(sale) && isDay(sale.get("start_at")) && isDay(sale.get("end_at"));
    return account.marketplaceId().equals(offer.get("marketplace_id"))
        && account.currency().equals(offer.get("currency"))
        && isAmount(entry(offer.get("our_price")))
        && saleFine;
  }

  /** A date, or one with a time: {@code 2026-11-27}, {@code 2026-11-27T00:00:00Z}. */
  private static boolean isDay(@Nullable Object text) {
    try {
      return text instanceof String && ListedItem.day(text) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isAmount(Map<String, Object> entry) {
    return entry.get("value_with_tax") instanceof BigDecimal amount && amount.signum() > 0;
  }

  private static Map<String, Object> entry(@Nullable Object prices) {
    Object schedule =
        Tree.list(prices).stream()
            .findFirst()
            .map(price -> Tree.members(price).get("schedule"))
            .orElse(null);
    return Tree.list(schedule).stream().findFirst().map(Tree::members).orElse(Map.of());
  }

  Submitted delete(String sku) {
    if (!refusal(sku).accepted()) {
      return refusal(sku);
    }
    remove(sku);
    return Submitted.FINE;
  }
}
