package io.sluice.simulator.shopify;

import graphql.schema.DataFetchingEnvironment;
import io.sluice.simulator.market.Violations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates products and variants, and changes them. */
final class ProductMutations {
  private static final List<String> FIELDS =
      List.of("title", "handle", "descriptionHtml", "vendor", "productType", "tags", "status");

  private final Shop shop;
  private final Violations violations;

  ProductMutations(Shop shop, Violations violations) {
    this.shop = shop;
    this.violations = violations;
  }

  Object productSet(DataFetchingEnvironment environment) {
    Map<String, Object> input = environment.getArgument("input");
    String handle = String.valueOf(input.get("handle"));
    if (input.get("title") == null) {
      return failed(error("INVALID_PRODUCT", List.of("input", "title"), "Title can't be blank"));
    } else if (shop.productByHandle(handle) != null) {
      return failed(error("HANDLE_NOT_UNIQUE", List.of("input", "handle"), "Handle is taken"));
    } else if (input.containsKey("variants") != input.containsKey("productOptions")) {
      return failed(
          error(
              "PRODUCT_OPTIONS_INPUT_MISSING", List.of("input"), "Options and variants together"));
    }
    Rows.Product product = shop.addProduct();
    fill(product, input);
    for (Map<String, Object> option : InventoryMutations.list(input.get("productOptions"))) {
      LinkedHashSet<String> values = new LinkedHashSet<>();
      InventoryMutations.list(option.get("values"))
          .forEach(value -> values.add(String.valueOf(value.get("name"))));
      product.options.put(String.valueOf(option.get("name")), values);
    }
    for (Map<String, Object> each : InventoryMutations.list(input.get("variants"))) {
      Rows.Variant variant = shop.addAsked(product, String.valueOf(each.get("sku")));
      fill(variant, each);
    }
    return Map.of("product", product.view(), "userErrors", List.of());
  }

  Object productUpdate(DataFetchingEnvironment environment) {
    Map<String, Object> input = environment.getArgument("product");
    Rows.Product product = shop.product(String.valueOf(input.get("id")));
    if (product == null) {
      return failed(Map.of("field", List.of("id"), "message", "Product does not exist"));
    } else if (input.containsKey("title") && String.valueOf(input.get("title")).isBlank()) {
      return failed(Map.of("field", List.of("title"), "message", "Title can't be blank"));
    }
    fill(product, input);
    return Map.of("product", product.view(), "userErrors", List.of());
  }

  Object bulkUpdate(DataFetchingEnvironment environment) {
    Rows.Product product = shop.product(environment.getArgument("productId"));
    if (product == null) {
      return failed(error("PRODUCT_DOES_NOT_EXIST", List.of("productId"), "does not exist"));
    }
    List<Map<String, Object>> inputs = InventoryMutations.list(environment.getArgument("variants"));
    List<Map<String, Object>> errors = new ArrayList<>();
    List<Map<String, Object>> good = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Map<String, Object> error = error(product, inputs.get(i), i);
      if (error == null) {
        good.add(inputs.get(i));
      } else {
        errors.add(error);
      }
    }
    boolean partial = Boolean.TRUE.equals(environment.getArgument("allowPartialUpdates"));
    List<Object> changed = new ArrayList<>();
    if (errors.isEmpty() || partial) {
      for (Map<String, Object> input : good) {
        Rows.Variant variant = shop.variant(String.valueOf(input.get("id")));
        if (variant != null) {
          fill(variant, input);
          changed.add(variant.view());
        }
      }
    }
    return Map.of("product", product.view(), "productVariants", changed, "userErrors", errors);
  }

  private @Nullable Map<String, Object> error(
      Rows.Product product, Map<String, Object> input, int i) {
    Rows.Variant variant = shop.variant(String.valueOf(input.get("id")));
    if (variant == null || variant.product != product) {
      return error(
          "PRODUCT_VARIANT_DOES_NOT_EXIST", List.of("variants", i + "", "id"), "does not exist");
    }
    Object price = input.get("price");
    if (price != null && new BigDecimal(price.toString()).signum() < 0) {
      return error(
          "NEGATIVE_PRICE_VALUE", List.of("variants", i + "", "price"), "must not be negative");
    }
    return null;
  }

  Object bulkCreate(DataFetchingEnvironment environment) {
    Rows.Product product = shop.product(environment.getArgument("productId"));
    if (product == null) {
      return failed(error("PRODUCT_DOES_NOT_EXIST", List.of("productId"), "does not exist"));
    }
    List<Map<String, Object>> inputs = InventoryMutations.list(environment.getArgument("variants"));
    for (int i = 0; i < inputs.size(); i++) {
      Map<String, String> values = optionValues(inputs.get(i));
      String at = i + "";
      if (!values.keySet().equals(product.options.keySet())) {
        return failed(error("NEED_TO_ADD_OPTION_VALUES", List.of("variants", at), "other options"));
      } else if (product.variants.stream().anyMatch(each -> each.optionValues.equals(values))) {
        return failed(
            error(
                "VARIANT_ALREADY_EXISTS_CHANGE_OPTION_VALUE",
                List.of("variants", at),
                "already exists"));
      }
    }
    removeStandalone(product, String.valueOf((Object) environment.getArgument("strategy")));
    List<Object> made = new ArrayList<>();
    for (Map<String, Object> input : inputs) {
      Object sku = input.get("inventoryItem") instanceof Map<?, ?> item ? item.get("sku") : null;
      Rows.Variant variant = shop.addAsked(product, sku == null ? "" : sku.toString());
      fill(variant, input);
      made.add(variant.view());
    }
    return Map.of("product", product.view(), "productVariants", made, "userErrors", List.of());
  }

  private void removeStandalone(Rows.Product product, String strategy) {
    boolean only = product.variants.size() == 1;
    boolean removed =
        (strategy.equals("DEFAULT") && product.standalone())
            || (strategy.equals("REMOVE_STANDALONE_VARIANT") && only);
    if (removed) {
      violations.add("a variant deleted");
      shop.remove(product.variants.get(0));
    }
  }

  Object publish(DataFetchingEnvironment environment) {
    Rows.Product product = shop.product(environment.getArgument("id"));
    if (product == null) {
      return failed(Map.of("field", List.of("id"), "message", "Resource does not exist"));
    }
    for (Map<String, Object> each : InventoryMutations.list(environment.getArgument("input"))) {
      product.publications.add(String.valueOf(each.get("publicationId")));
    }
    return Map.of("publishable", product.view(), "userErrors", List.of());
  }

  private void fill(Rows.Product product, Map<String, Object> input) {
    for (String field : FIELDS) {
      if (input.get(field) != null) {
        product.fields.put(field, input.get(field));
      }
    }
    product.variants.forEach(shop::look);
  }

  private void fill(Rows.Variant variant, Map<String, Object> input) {
    variant.optionValues.putAll(optionValues(input));
    if (input.get("price") != null) {
      variant.price = new BigDecimal(input.get("price").toString()).setScale(2).toPlainString();
    }
    if (input.containsKey("compareAtPrice")) {
      Object price = input.get("compareAtPrice");
      variant.compareAtPrice = price == null ? null : price.toString();
    }
    if (input.get("barcode") != null) {
      variant.barcode = input.get("barcode").toString();
    }
    if (input.get("taxable") != null) {
      variant.taxable = (Boolean) input.get("taxable");
    }
    if (input.get("inventoryItem") instanceof Map<?, ?> item && item.get("tracked") != null) {
      variant.tracked = (Boolean) item.get("tracked");
    }
    shop.look(variant);
  }

  private static Map<String, String> optionValues(Map<String, Object> input) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Map<String, Object> each : InventoryMutations.list(input.get("optionValues"))) {
      values.put(String.valueOf(each.get("optionName")), String.valueOf(each.get("name")));
    }
    return values;
  }

  private static Map<String, Object> error(String code, List<String> field, String message) {
    return Map.of("code", code, "field", field, "message", message);
  }

  private static Map<String, Object> failed(Map<String, Object> error) {
    return Map.of("userErrors", List.of(error));
  }
}
