package io.sluice.simulator.shopify;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.sluice.simulator.market.Violations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that reads the shop, and the way from one object to the next. */
final class Queries {
  private final Shop shop;
  private final Violations violations;
  private final List<String> scopes;

  Queries(Shop shop, Violations violations, List<String> scopes) {
    this.shop = shop;
    this.violations = violations;
    this.scopes = scopes;
  }

  RuntimeWiring.Builder wire(RuntimeWiring.Builder wiring, String currency) {
    return wiring
        .type(
            "QueryRoot",
            type ->
                type.dataFetcher(
                        "shop",
                        any ->
                            Map.of(
                                "id", "gid://shopify/Shop/1",
                                "name", "Stand-in",
                                "currencyCode", currency))
                    .dataFetcher("location", each -> shop.locationView(each.getArgument("id")))
                    .dataFetcher("currentAppInstallation", any -> installation())
                    .dataFetcher("nodes", this::nodes)
                    .dataFetcher("product", each -> view(shop.product(each.getArgument("id"))))
                    .dataFetcher("productByIdentifier", this::byIdentifier)
                    .dataFetcher("productVariants", this::search))
        .type(
            "Product",
            type ->
                type.dataFetcher("variants", this::variantsOf)
                    .dataFetcher("options", this::options)
                    .dataFetcher(
                        "variantsCount", each -> Map.of("count", product(each).variants.size())))
        .type(
            "ProductVariant",
            type ->
                type.dataFetcher("product", each -> variant(each).product.view())
                    .dataFetcher("inventoryItem", each -> variant(each).itemView()))
        .type("InventoryItem", type -> type.dataFetcher("inventoryLevel", this::level));
  }

  private Map<String, Object> installation() {
    List<Object> granted = new ArrayList<>();
    scopes.forEach(scope -> granted.add(Map.of("handle", scope)));
    return Map.of("id", "gid://shopify/AppInstallation/1", "accessScopes", granted);
  }

  private static Rows.Product product(DataFetchingEnvironment environment) {
    Map<String, Object> view = environment.getSource();
    return (Rows.Product) view.get(Rows.ROW);
  }

  private static Rows.Variant variant(DataFetchingEnvironment environment) {
    Map<String, Object> view = environment.getSource();
    return (Rows.Variant) view.get(Rows.ROW);
  }

  private static @Nullable Object view(Rows.@Nullable Product product) {
    return product == null ? null : product.view();
  }

  private Object nodes(DataFetchingEnvironment environment) {
    List<String> ids = environment.getArgument("ids");
    List<@Nullable Object> found = new ArrayList<>();
    for (String id : ids) {
      Rows.Variant item = shop.item(id);
      Rows.Variant variant = shop.variant(id);
      found.add(
          item != null
              ? item.itemView()
              : variant != null ? variant.view() : view(shop.product(id)));
    }
    return found;
  }

  private @Nullable Object byIdentifier(DataFetchingEnvironment environment) {
    Map<String, Object> identifier = environment.getArgument("identifier");
    return identifier.get("handle") == null
        ? view(shop.product(String.valueOf(identifier.get("id"))))
        : view(shop.productByHandle(identifier.get("handle").toString()));
  }

  private @Nullable Object level(DataFetchingEnvironment environment) {
    String location = environment.getArgument("locationId");
    Map<String, Object> level = InventoryMutations.level(variant(environment), location);
    if (level == null) {
      return null;
    }
    Map<String, @Nullable Object> whole = new LinkedHashMap<>(level);
    whole.put("location", shop.locationView(location));
    return whole;
  }

  private Object options(DataFetchingEnvironment environment) {
    List<Object> options = new ArrayList<>();
    product(environment)
        .options
        .forEach(
            (name, values) ->
                options.add(
                    Map.of(
                        "id",
                        "gid://shopify/ProductOption/" + options.size(),
                        "name",
                        name,
                        "values",
                        List.copyOf(values))));
    return options;
  }

  private Object variantsOf(DataFetchingEnvironment environment) {
    return page(product(environment).variants, environment);
  }

  private Object search(DataFetchingEnvironment environment) {
    String query = environment.getArgument("query");
    if (query == null) {
      return page(shop.all(), environment);
    }
    SkuSearch search = SkuSearch.parse(query);
    if (search == null) {
      violations.add("a search that is not understood");
      return page(List.of(), environment);
    }
    return page(
        shop.searchable().stream().filter(each -> search.finds(each.sku)).toList(), environment);
  }

  private static Object page(List<Rows.Variant> all, DataFetchingEnvironment environment) {
    Integer first = environment.getArgument("first");
    String after = environment.getArgument("after");
    int from = after == null ? 0 : Integer.parseInt(after);
    int to = Math.min(all.size(), from + (first == null ? 0 : first));
    List<Object> nodes = new ArrayList<>();
    all.subList(Math.min(from, to), to).forEach(each -> nodes.add(each.view()));
    Map<String, @Nullable Object> info = new LinkedHashMap<>();
    info.put("hasNextPage", to < all.size());
    info.put("endCursor", to + "");
    return Map.of("nodes", nodes, "pageInfo", info);
  }
}
