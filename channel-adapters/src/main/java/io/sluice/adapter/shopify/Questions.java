package io.sluice.adapter.shopify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every document that only reads. */
final class Questions {
  /** SKUs in one search. */
  static final int SEARCH_AT_MOST = 50;

  /** One document may cost 1,000; some room is left. */
  private static final int POINTS_AT_MOST = 900;

  private Questions() {}

  static Ask findBySku(List<String> skus, int first, @Nullable String after) {
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    variables.put("query", skus.stream().map(Questions::term).collect(Collectors.joining(" OR ")));
    variables.put("first", first);
    variables.put("after", after);
    return new Ask(
        """
        query FindBySku($query: String!, $first: Int!, $after: String) {
          productVariants(query: $query, first: $first, after: $after) {
            nodes { %s product { %s } }
            pageInfo { hasNextPage endCursor }
          }
        }"""
            .formatted(Seen.VARIANT, Seen.PRODUCT),
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
    String levels = levels(locations, variables, parameters);
    return new Ask(
        "query ReadQuantities(%s) {\n  nodes(ids: $ids) { ... on InventoryItem { id %s} }\n}"
            .formatted(parameters, levels),
        variables,
        2 + items.size() * pointsOfItem(locations.size()),
        false);
  }

  /** What is available at each location, as l0, l1 and so on. */
  private static String levels(
      List<String> locations, Map<String, @Nullable Object> variables, StringBuilder parameters) {
    StringBuilder levels = new StringBuilder();
    for (int i = 0; i < locations.size(); i++) {
      variables.put("location" + i, locations.get(i));
      parameters.append(", $location").append(i).append(": ID!");
      levels
          .append("l%d: inventoryLevel(locationId: $location%d)".formatted(i, i))
          .append(" { quantities(names: [\"available\"]) { name quantity } } ");
    }
    return levels.toString();
  }

  static int itemsAtMost(int locations) {
    return Math.max(1, Math.min(Ask.LIST_AT_MOST, POINTS_AT_MOST / pointsOfItem(locations)));
  }

  private static int pointsOfItem(int locations) {
    return 1 + 2 * locations;
  }

  static Ask variantsOf(String product) {
    return new Ask(
        """
        query VariantsOf($id: ID!) {
          product(id: $id) {
            %s
            variants(first: 250) { nodes { %s } }
          }
        }"""
            .formatted(Seen.PRODUCT, Seen.VARIANT),
        Map.of("id", product),
        3 + Ask.LIST_AT_MOST * 2,
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

  static Ask findByHandle(String handle) {
    return new Ask(
        """
        query FindByHandle($handle: String!) {
          productByIdentifier(identifier: { handle: $handle }) {
            %s
            variants(first: 250) { nodes { %s } }
          }
        }"""
            .formatted(Seen.PRODUCT, Seen.VARIANT),
        Map.of("handle", handle),
        3 + Ask.LIST_AT_MOST * 2,
        false);
  }

  static Ask listings(int first, @Nullable String after, List<String> locations) {
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    variables.put("first", first);
    variables.put("after", after);
    StringBuilder parameters = new StringBuilder("$first: Int!, $after: String");
    String levels = levels(locations, variables, parameters);
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
    return Math.min(Ask.LIST_AT_MOST, POINTS_AT_MOST / 2 / pointsOfListing(locations));
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
