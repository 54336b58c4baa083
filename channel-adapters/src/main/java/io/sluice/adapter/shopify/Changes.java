package io.sluice.adapter.shopify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every document that changes something there. */
final class Changes {
  private static final int MUTATION = 10;

  /** Products in one document of prices. */
  static final int PRODUCTS_AT_MOST = 20;

  private Changes() {}

  /**
   * @param quantities at most {@link Ask#LIST_AT_MOST}
   */
  static Ask setStock(
      ShopifySettings settings, List<Map<String, @Nullable Object>> quantities, String key) {
    Map<String, @Nullable Object> input = new LinkedHashMap<>();
    input.put("name", "available");
    input.put("reason", "correction");
    if (!settings.changesFrom()) {
      input.put("ignoreCompareQuantity", settings.overwrite());
    }
    input.put("quantities", quantities);
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    variables.put("input", input);
    String parameter = "";
    String directive = "";
    if (settings.idempotencyKeys()) {
      variables.put("key", key);
      parameter = ", $key: String!";
      directive = " @idempotent(key: $key)";
    }
    return new Ask(
        """
        mutation SetStock($input: InventorySetQuantitiesInput!%s) {
          inventorySetQuantities(input: $input)%s {
            inventoryAdjustmentGroup { id }
            userErrors { code field message }
          }
        }"""
            .formatted(parameter, directive),
        variables,
        MUTATION,
        true);
  }

  /** Guard and quantity of one (item, location), in the words of the version. */
  static Map<String, @Nullable Object> quantity(
      ShopifySettings settings, String item, String location, long quantity, @Nullable Long from) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("inventoryItemId", item);
    entry.put("locationId", location);
    entry.put("quantity", quantity);
    if (settings.changesFrom()) {
      // It must be there: null says that nothing is compared.
      entry.put("changeFromQuantity", from);
    } else if (from != null) {
      entry.put("compareQuantity", from);
    }
    return entry;
  }

  static Ask stockAt(ShopifySettings settings, String item, String location, String key) {
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    variables.put("item", item);
    variables.put("location", location);
    String parameter = "";
    String directive = "";
    if (settings.idempotencyKeys()) {
      variables.put("key", key);
      parameter = ", $key: String!";
      directive = " @idempotent(key: $key)";
    }
    return new Ask(
        """
        mutation StockAt($item: ID!, $location: ID!%s) {
          inventoryActivate(inventoryItemId: $item, locationId: $location)%s {
            inventoryLevel { id }
            userErrors { field message }
          }
        }"""
            .formatted(parameter, directive),
        variables,
        MUTATION,
        true);
  }

  /**
   * @param byProduct variants by product, at most {@link #PRODUCTS_AT_MOST}
   */
  static Ask setPrices(Map<String, List<Map<String, @Nullable Object>>> byProduct) {
    return updateVariants("SetPrices", byProduct);
  }

  /**
   * Has quantities decide what can be bought.
   *
   * @param byProduct ids of variants by product, at most {@link #PRODUCTS_AT_MOST}
   */
  static Ask track(Map<String, List<String>> byProduct) {
    Map<String, List<Map<String, @Nullable Object>>> variants = new LinkedHashMap<>();
    byProduct.forEach(
        (product, ids) ->
            variants.put(
                product,
                ids.stream()
                    .<Map<String, @Nullable Object>>map(
                        id -> Map.of("id", id, "inventoryItem", Map.of("tracked", true)))
                    .toList()));
    return updateVariants("Track", variants);
  }

  private static Ask updateVariants(
      String name, Map<String, List<Map<String, @Nullable Object>>> byProduct) {
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    List<String> parameters = new ArrayList<>();
    StringBuilder fields = new StringBuilder();
    byProduct.forEach(
        (product, variants) -> {
          int i = parameters.size();
          variables.put("product" + i, product);
          variables.put("variants" + i, variants);
          parameters.add(
              "$product%d: ID!, $variants%d: [ProductVariantsBulkInput!]!".formatted(i, i));
          fields.append(
              """
                p%d: productVariantsBulkUpdate(
                  productId: $product%d, variants: $variants%d, allowPartialUpdates: true
                ) {
                  userErrors { code field message }
                }
              """
                  .formatted(i, i, i));
        });
    return new Ask(
        "mutation %s(%s) {\n%s}".formatted(name, String.join(", ", parameters), fields),
        variables,
        MUTATION * byProduct.size(),
        true);
  }

  static Ask createProduct(Map<String, @Nullable Object> input, int images) {
    return new Ask(
        """
        mutation CreateProduct($input: ProductSetInput!) {
          productSet(input: $input, synchronous: true) {
            product { %s variants(first: 1) { nodes { %s } } }
            userErrors { code field message }
          }
        }"""
            .formatted(Seen.PRODUCT, Seen.VARIANT),
        Map.of("input", input),
        // From 2025-10 on 10, 0.2 for each variant and 1.9 for each file.
        MUTATION + 1 + 2 * images,
        true);
  }

  static Ask addVariant(String product, Map<String, @Nullable Object> variant) {
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    variables.put("product", product);
    variables.put("variants", List.of(variant));
    return new Ask(
        """
        mutation AddVariant($product: ID!, $variants: [ProductVariantsBulkInput!]!) {
          productVariantsBulkCreate(
            productId: $product, variants: $variants, strategy: PRESERVE_STANDALONE_VARIANT
          ) {
            product { %s }
            productVariants { %s }
            userErrors { code field message }
          }
        }"""
            .formatted(Seen.PRODUCT, Seen.VARIANT),
        variables,
        MUTATION,
        true);
  }

  /**
   * @param variant null to leave it alone
   */
  static Ask updateProduct(
      Map<String, @Nullable Object> product, @Nullable Map<String, @Nullable Object> variant) {
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    variables.put("product", product);
    String parameters = "$product: ProductUpdateInput!";
    String field = "";
    if (variant != null) {
      variables.put("id", product.get("id"));
      variables.put("variants", List.of(variant));
      parameters += ", $id: ID!, $variants: [ProductVariantsBulkInput!]!";
      field =
          """
            productVariantsBulkUpdate(productId: $id, variants: $variants) {
              userErrors { code field message }
            }
          """;
    }
    return new Ask(
        """
        mutation UpdateProduct(%s) {
          productUpdate(product: $product) {
            product { id }
            userErrors { field message }
          }
        %s}"""
            .formatted(parameters, field),
        variables,
        variant == null ? MUTATION : 2 * MUTATION,
        true);
  }

  /** Makes a product active and shows it in publications. */
  static Ask show(String product, List<String> publications) {
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    variables.put("product", Map.of("id", product, "status", "ACTIVE"));
    String parameters = "$product: ProductUpdateInput!";
    String field = "";
    if (!publications.isEmpty()) {
      variables.put("id", product);
      variables.put(
          "publications",
          publications.stream().map(publication -> Map.of("publicationId", publication)).toList());
      parameters += ", $id: ID!, $publications: [PublicationInput!]!";
      field =
          """
            publishablePublish(id: $id, input: $publications) {
              userErrors { field message }
            }
          """;
    }
    return new Ask(
        """
        mutation Show(%s) {
          productUpdate(product: $product) {
            userErrors { field message }
          }
        %s}"""
            .formatted(parameters, field),
        variables,
        publications.isEmpty() ? MUTATION : 2 * MUTATION,
        true);
  }
}
