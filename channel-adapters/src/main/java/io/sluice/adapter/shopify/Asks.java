package io.sluice.adapter.shopify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every document that is asked. Costs follow Shopify's rules: 1 for an object, 0 for a scalar, 10
 * for a mutation, a connection as many times as it may have entries.
 */
final class Asks {
  /** Most entries of any list (shopify.dev/api/usage/rate-limits, input limits). */
  static final int LIST_AT_MOST = 250;

  /** One document may cost 1,000; some room is left. */
  static final int POINTS_AT_MOST = 900;

  static final int MUTATION = 10;

  /** SKUs in one search. */
  static final int SEARCH_AT_MOST = 50;

  /** Products in one document of prices. */
  static final int PRODUCTS_AT_MOST = 20;

  private Asks() {}

  static Ask findBySku(List<String> skus, int first, @Nullable String after) {
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    variables.put("query", skus.stream().map(Asks::term).collect(Collectors.joining(" OR ")));
    variables.put("first", first);
    variables.put("after", after);
    return new Ask(
        """
        query FindBySku($query: String!, $first: Int!, $after: String) {
          productVariants(query: $query, first: $first, after: $after) {
            nodes { id sku product { id } inventoryItem { id } }
            pageInfo { hasNextPage endCursor }
          }
        }""",
        variables,
        2 + first * 3,
        false);
  }

  /** A SKU may hold what means something in a search: it is quoted. */
  private static String term(String sku) {
    return "sku:\"" + sku.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /**
   * @param items at most as many as {@link #itemsAtMost}
   */
  static Ask readQuantities(List<String> items, List<String> locations) {
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    variables.put("ids", items);
    StringBuilder parameters = new StringBuilder("$ids: [ID!]!");
    StringBuilder levels = new StringBuilder();
    for (int i = 0; i < locations.size(); i++) {
      variables.put("location" + i, locations.get(i));
      parameters.append(", $location").append(i).append(": ID!");
      levels
          .append("l%d: inventoryLevel(locationId: $location%d)".formatted(i, i))
          .append(" { quantities(names: [\"available\"]) { name quantity } } ");
    }
    return new Ask(
        "query ReadQuantities(%s) {\n  nodes(ids: $ids) { ... on InventoryItem { id %s} }\n}"
            .formatted(parameters, levels),
        variables,
        2 + items.size() * pointsOfItem(locations.size()),
        false);
  }

  static int itemsAtMost(int locations) {
    return Math.max(1, Math.min(LIST_AT_MOST, POINTS_AT_MOST / pointsOfItem(locations)));
  }

  private static int pointsOfItem(int locations) {
    return 1 + 2 * locations;
  }

  /**
   * @param quantities at most {@link #LIST_AT_MOST}
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
        "mutation SetPrices(%s) {\n%s}".formatted(String.join(", ", parameters), fields),
        variables,
        MUTATION * byProduct.size(),
        true);
  }

  static Ask createProduct(Map<String, @Nullable Object> input, int images) {
    return new Ask(
        """
        mutation CreateProduct($input: ProductSetInput!) {
          productSet(input: $input, synchronous: true) {
            product { id variants(first: 1) { nodes { id sku inventoryItem { id } } } }
            userErrors { code field message }
          }
        }""",
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
            productVariants { id sku inventoryItem { id } }
            userErrors { code field message }
          }
        }""",
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

  static Ask findByHandle(String handle) {
    return new Ask(
        """
        query FindByHandle($handle: String!) {
          productByIdentifier(identifier: { handle: $handle }) {
            id
            variants(first: 250) { nodes { id sku inventoryItem { id } } }
          }
        }""",
        Map.of("handle", handle),
        3 + LIST_AT_MOST * 2,
        false);
  }

  static Ask variantsOf(String product) {
    return new Ask(
        """
        query VariantsOf($id: ID!) {
          product(id: $id) {
            id
            variants(first: 250) { nodes { id sku inventoryItem { id } } }
          }
        }""",
        Map.of("id", product),
        3 + LIST_AT_MOST * 2,
        false);
  }

  static Ask countVariants(String product) {
    return new Ask(
        """
        query CountVariants($id: ID!) {
          product(id: $id) { id variantsCount { count } }
        }""",
        Map.of("id", product),
        2,
        false);
  }

  static Ask listings(int first, @Nullable String after, List<String> locations) {
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    variables.put("first", first);
    variables.put("after", after);
    StringBuilder parameters = new StringBuilder("$first: Int!, $after: String");
    StringBuilder levels = new StringBuilder();
    for (int i = 0; i < locations.size(); i++) {
      variables.put("location" + i, locations.get(i));
      parameters.append(", $location").append(i).append(": ID!");
      levels
          .append("l%d: inventoryLevel(locationId: $location%d)".formatted(i, i))
          .append(" { quantities(names: [\"available\"]) { name quantity } } ");
    }
    String item = locations.isEmpty() ? "" : "inventoryItem { id " + levels + "}";
    return new Ask(
        """
        query Listings(%s) {
          shop { currencyCode }
          productVariants(first: $first, after: $after) {
            nodes { id sku price product { id status } %s }
            pageInfo { hasNextPage endCursor }
          }
        }"""
            .formatted(parameters, item),
        variables,
        3 + first * pointsOfListing(locations.size()),
        false);
  }

  static int listingsAtMost(int locations) {
    return Math.min(LIST_AT_MOST, POINTS_AT_MOST / 2 / pointsOfListing(locations));
  }

  private static int pointsOfListing(int locations) {
    return locations == 0 ? 2 : 3 + 2 * locations;
  }

  static Ask look(@Nullable String location) {
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    String parameters = "";
    String field = "";
    if (location != null) {
      variables.put("location", location);
      parameters = "($location: ID!)";
      field = "location(id: $location) { id name isActive }";
    }
    return new Ask(
        """
        query Look%s {
          shop { name currencyCode }
          currentAppInstallation { accessScopes { handle } }
          %s
        }"""
            .formatted(parameters, field),
        variables,
        5,
        false);
  }
}
