package io.sluice.adapter.shopify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A product's content: by Shopify's names where the merchant's {@code fields} gave them, else by
 * those that every product has.
 */
final class ProductContent {
  private static final int DEFAULT_AXES_AT_MOST = 3;

  private final Tree json;

  private ProductContent(Tree json) {
    this.json = json;
  }

  static Optional<ProductContent> of(byte[] json) {
    return Tree.parse(json).map(ProductContent::new);
  }

  private @Nullable String text(String... names) {
    for (String name : names) {
      String text = json.at(name).text();
      if (text != null && !text.isBlank()) {
        return text;
      }
    }
    return null;
  }

  @Nullable String title() {
    return text("title", "name");
  }

  @Nullable String parent() {
    return text("parent");
  }

  @Nullable String handle() {
    return text("handle");
  }

  /** Values by the names of their options, such as a size. */
  Map<String, String> options() {
    Tree given = json.at("options").isObject() ? json.at("options") : json.at("variant");
    Map<String, String> options = new LinkedHashMap<>();
    given
        .members()
        .forEach(
            (axis, value) -> {
              String text = value.text();
              if (text != null && !text.isBlank()) {
                options.put(axis, text);
              }
            });
    return options;
  }

  /** Why it cannot be a product there; null where it can. */
  @Nullable String problem() {
    if (title() == null) {
      return "it has no title: map one with fields";
    } else if (parent() != null && options().isEmpty()) {
      return "it has a parent and nothing that tells it from its siblings: map options with fields";
    } else if (options().size() > DEFAULT_AXES_AT_MOST) {
      return "a product has at most 3 options there, this one has " + options().size();
    }
    return null;
  }

  /** What a product has as a whole, as far as it is said. */
  Map<String, @Nullable Object> product() {
    Map<String, @Nullable Object> product = new LinkedHashMap<>();
    put(product, "title", title());
    put(product, "descriptionHtml", text("description_html", "description"));
    put(product, "vendor", text("vendor", "brand"));
    put(product, "productType", productType());
    put(product, "category", category());
    put(product, "templateSuffix", text("template_suffix"));
    List<String> tags = tags();
    put(product, "tags", tags.isEmpty() ? null : tags);
    Map<String, @Nullable Object> seo = new LinkedHashMap<>();
    put(seo, "title", text("seo_title"));
    put(seo, "description", text("seo_description"));
    put(product, "seo", seo.isEmpty() ? null : seo);
    return product;
  }

  private @Nullable String productType() {
    String given = text("product_type");
    List<Tree> categories = json.at("categories").list();
    return given == null && !categories.isEmpty() ? categories.get(0).text() : given;
  }

  private @Nullable String category() {
    String given = text("category");
    return given == null || given.startsWith("gid://")
        ? given
        : "gid://shopify/TaxonomyCategory/" + given;
  }

  private List<String> tags() {
    String text = json.at("tags").text();
    List<String> tags = new ArrayList<>();
    if (text != null) {
      for (String tag : text.split(",")) {
        tags.add(tag.strip());
      }
    }
    json.at("tags").list().forEach(tag -> tags.add(tag.text("").strip()));
    tags.removeIf(String::isEmpty);
    return tags;
  }

  /** What a variant has, without its SKU; empty where nothing is said. */
  Map<String, @Nullable Object> variant() {
    Map<String, @Nullable Object> variant = new LinkedHashMap<>();
    put(variant, "barcode", text("barcode", "gtin"));
    Object taxable = json.at("taxable").value();
    put(variant, "taxable", taxable instanceof Boolean ? taxable : null);
    Map<String, @Nullable Object> item = item();
    put(variant, "inventoryItem", item.isEmpty() ? null : item);
    return variant;
  }

  Map<String, @Nullable Object> item() {
    Map<String, @Nullable Object> item = new LinkedHashMap<>();
    put(item, "countryCodeOfOrigin", text("country_of_origin"));
    put(item, "harmonizedSystemCode", text("hs_code"));
    Tree weight = json.at("weight_kg");
    if (weight.number() != null) {
      put(
          item,
          "measurement",
          Map.of("weight", Map.of("value", weight.number(), "unit", "KILOGRAMS")));
    }
    return item;
  }

  /** Pictures in their order, at most 250. */
  List<Map<String, Object>> images() {
    List<Tree> images = new ArrayList<>(json.at("images").list());
    images.sort(Comparator.comparing(image -> position(image)));
    List<Map<String, Object>> files = new ArrayList<>();
    for (Tree image : images) {
      String url = image.text() == null ? image.at("url").text() : image.text();
      if (url != null && !url.isBlank() && files.size() < Ask.LIST_AT_MOST) {
        files.add(Map.of("originalSource", url, "contentType", "IMAGE"));
      }
    }
    return files;
  }

  private static long position(Tree image) {
    Long position = image.at("position").whole();
    return position == null ? Long.MAX_VALUE : position;
  }

  private static void put(
      Map<String, @Nullable Object> members, String name, @Nullable Object value) {
    if (value != null) {
      members.put(name, value);
    }
  }

  /**
   * The address of a new product: what the merchant gave, else made of its name and what it is
   * known by, so that the same product has the same one.
   *
   * @param known SKU, or the parent where it has one
   */
  String handle(String known) {
    String given = handle();
    if (given != null) {
      return slug(given);
    }
    // The name of one variant is none for its siblings.
    String name = parent() == null ? slug(String.valueOf(title())) : "";
    String suffix = slug(known);
    if (!suffix.equals(known.toLowerCase(Locale.ROOT))) {
      // What a slug loses may be what tells two of them apart.
      suffix += (suffix.isEmpty() ? "" : "-") + Integer.toHexString(known.hashCode());
    }
    String handle = (name.isEmpty() ? "" : name + "-") + suffix;
    return handle.length() > 200 ? handle.substring(handle.length() - 200) : handle;
  }

  private static String slug(String text) {
    StringBuilder slug = new StringBuilder();
    for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
      boolean kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      boolean gap = !kept && slug.length() > 0 && slug.charAt(slug.length() - 1) != '-';
      if (kept) {
        slug.append(c);
      } else if (gap) {
        slug.append('-');
      }
    }
    String text2 = slug.toString();
    return text2.endsWith("-") ? text2.substring(0, text2.length() - 1) : text2;
  }

  /** A new product with one variant, not yet shown. */
  Map<String, @Nullable Object> created(String sku, String handle) {
    Map<String, @Nullable Object> input = product();
    input.put("handle", handle);
    input.put("status", "DRAFT");
    List<Map<String, Object>> images = images();
    put(input, "files", images.isEmpty() ? null : images);
    Map<String, String> options = parent() == null ? Map.of() : options();
    if (options.isEmpty()) {
      // What Shopify calls the option of a product that has none.
      options = Map.of("Title", "Default Title");
    }
    List<Map<String, Object>> declared = new ArrayList<>();
    options.forEach(
        (name, value) ->
            declared.add(Map.of("name", name, "values", List.of(Map.of("name", value)))));
    input.put("productOptions", declared);
    Map<String, @Nullable Object> variant = variant();
    variant.put("sku", sku);
    variant.put("optionValues", optionValues(options));
    Map<String, @Nullable Object> item = item();
    item.put("tracked", true);
    variant.put("inventoryItem", item);
    input.put("variants", List.of(variant));
    return input;
  }

  /** One more variant of a product that is there. */
  Map<String, @Nullable Object> added(String sku) {
    Map<String, @Nullable Object> variant = variant();
    variant.put("optionValues", optionValues(options()));
    Map<String, @Nullable Object> item = item();
    item.put("sku", sku);
    item.put("tracked", true);
    variant.put("inventoryItem", item);
    return variant;
  }

  private static List<Map<String, String>> optionValues(Map<String, String> options) {
    List<Map<String, String>> values = new ArrayList<>();
    options.forEach((name, value) -> values.add(Map.of("optionName", name, "name", value)));
    return values;
  }
}
