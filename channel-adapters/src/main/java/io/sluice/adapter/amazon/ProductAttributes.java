package io.sluice.adapter.amazon;

import io.sluice.adapter.wire.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A product's content as Amazon's attributes. A field is named as the attribute; a plain value is
 * wrapped as {@code [{"value": .., "marketplace_id": .., "language_tag": ..}]}, an object is one
 * instance of it, a list several. The names that the content of events has are translated where
 * Amazon has the same thing, and left out where it has not.
 */
final class ProductAttributes {
  /** The one field that is no attribute. */
  static final String PRODUCT_TYPE = "product_type";

  private static final Map<String, String> SAME =
      Map.of("name", "item_name", "description", "product_description");
  private static final Set<String> NOT_OURS =
      Set.of(
          "sku",
          "categories",
          "attributes",
          "localized",
          "variant",
          "parent",
          "tax_class",
          "components");
  private static final Set<String> OF_OTHER_FACETS =
      Set.of("fulfillment_availability", "purchasable_offer");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Map<Integer, String> GTIN_TYPES =
      Map.of(8, "ean", 12, "upc", 13, "ean", 14, "gtin");
  // other_product_image_locator_1 to _8
  private static final int MORE_IMAGES = 8;

  private final AmazonSettings settings;
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private @Nullable String problem;

  private ProductAttributes(AmazonSettings settings) {
    this.settings = settings;
  }

  /** Of the members of a content. */
  static ProductAttributes of(Map<String, Object> content, AmazonSettings settings) {
    ProductAttributes product = new ProductAttributes(settings);
    content.forEach(product::add);
    return product;
  }

  Map<String, Object> attributes() {
    return attributes;
  }

  /** What keeps it from being sent, for people; null where nothing does. */
  @Nullable String problem() {
    return attributes.isEmpty() && problem == null
        ? "none of its fields is an attribute of Amazon"
        : problem;
  }

  /** Adds an attribute unless there is one already. */
  void otherwise(String name, Object value) {
    attributes.putIfAbsent(name, instances(name, value));
  }

  private void add(String name, @Nullable Object value) {
    if (value == null || name.equals(PRODUCT_TYPE) || NOT_OURS.contains(name)) {
      return;
    }
    if (OF_OTHER_FACETS.contains(name)) {
      problem = name + " is said by stock and price, not by a field";
    } else if (!NAME.matcher(name).matches()) {
      problem = "field '" + Visible.line(name) + "' is no name of an attribute";
    } else if (name.equals("gtin")) {
      gtin(value.toString());
    } else if (name.equals("images")) {
      images(value instanceof List<?> list ? list : List.of(value));
    } else {
      String attribute = SAME.getOrDefault(name, name);
      List<Object> instances = instances(attribute, value);
      if (!instances.isEmpty()) {
        attributes.put(attribute, instances);
      }
    }
  }

  private List<Object> instances(String name, Object value) {
    List<Object> instances = new ArrayList<>();
    for (Object each : value instanceof List<?> list ? list : List.of(value)) {
      if (each != null) {
        instances.add(instance(name, each));
      }
    }
    return instances;
  }

  private Map<String, Object> instance(String name, Object value) {
    Map<String, Object> instance = new LinkedHashMap<>();
    if (value instanceof Map<?, ?>) {
      instance.putAll(Members.members(value));
    } else {
      instance.put("value", value);
      String tag = settings.languageTag();
      if (tag != null && value instanceof String && settings.localized().contains(name)) {
        instance.put("language_tag", tag);
      }
    }
    instance.putIfAbsent("marketplace_id", settings.marketplaceId());
    return instance;
  }

  private void gtin(String digits) {
    String type = GTIN_TYPES.get(digits.length());
    if (type == null) {
      problem = "gtin '" + Visible.line(digits) + "' has not 8, 12, 13 or 14 digits";
      return;
    }
    Map<String, Object> id = new LinkedHashMap<>();
    id.put("type", type);
    id.put("value", digits);
    attributes.put(
        "externally_assigned_product_identifier",
        instances("externally_assigned_product_identifier", id));
  }

  /** Addresses, or objects with one; the first is the main one. */
  private void images(List<?> images) {
    int more = 0;
    for (Object image : images) {
      Object url = image instanceof Map<?, ?> object ? object.get("url") : image;
      if (url == null || more > MORE_IMAGES) {
        continue;
      }
      String name =
          more == 0 ? "main_product_image_locator" : "other_product_image_locator_" + more;
      Map<String, Object> locator = new LinkedHashMap<>();
      locator.put("media_location", url.toString());
      attributes.put(name, instances(name, locator));
      more++;
    }
  }
}
