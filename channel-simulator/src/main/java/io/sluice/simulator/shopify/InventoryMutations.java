package io.sluice.simulator.shopify;

import graphql.execution.DataFetcherResult;
import graphql.language.Argument;
import graphql.language.Directive;
import graphql.language.StringValue;
import graphql.language.VariableReference;
import graphql.schema.DataFetchingEnvironment;
import io.sluice.simulator.market.Violations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets quantities, all of a request or nothing, and remembers idempotency keys. */
final class InventoryMutations {
  private static final int LIST_AT_MOST = 250;
  private static final int TOO_HIGH = 1_000_000_000;

  private final Shop shop;
  private final Violations violations;
  private final Map<String, Done> keys = new HashMap<>();

  /** What a key was used for; payload null where it failed. */
  private record Done(Map<String, Object> arguments, @Nullable Object payload) {}

  InventoryMutations(Shop shop, Violations violations) {
    this.shop = shop;
    this.violations = violations;
  }

  Object setQuantities(DataFetchingEnvironment environment, String version) {
    String key = key(environment);
    Map<String, Object> arguments = environment.getArguments();
    if (key == null && AdminSchema.changesFrom(version)) {
      violations.add("a change of inventory without an idempotency key");
      return refused("The @idempotent directive is required for this mutation");
    }
    Done before = key == null ? null : keys.get(key);
    if (before != null && !before.arguments().equals(arguments)) {
      return payload(error("IDEMPOTENCY_KEY_PARAMETER_MISMATCH", List.of(), "other parameters"));
    } else if (before != null && before.payload() == null) {
      return payload(error("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED", List.of(), "take a new key"));
    } else if (before != null) {
      return before.payload();
    }
    Map<String, Object> input = environment.getArgument("input");
    Object result = set(input, AdminSchema.changesFrom(version));
    if (key != null) {
      boolean failed =
          !(result instanceof Map<?, ?> map) || !((List<?>) map.get("userErrors")).isEmpty();
      keys.put(key, new Done(arguments, failed ? null : result));
    }
    return result;
  }

  private Object set(Map<String, Object> input, boolean changesFrom) {
    List<Map<String, Object>> errors = new ArrayList<>();
    List<Map<String, Object>> quantities = list(input.get("quantities"));
    if (quantities.size() > LIST_AT_MOST) {
      violations.add("a list longer than 250");
      return refused("The input array size of " + quantities.size() + " is greater than 250");
    }
    if (!Set.of("available", "on_hand").contains(String.valueOf(input.get("name")))) {
      errors.add(error("INVALID_NAME", List.of("input", "name"), "no such quantity"));
    }
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i < quantities.size(); i++) {
      Map<String, Object> quantity = quantities.get(i);
      if (changesFrom && !quantity.containsKey("changeFromQuantity")) {
        violations.add("a quantity without changeFromQuantity");
        return refused("changeFromQuantity must be given");
      }
      Map<String, Object> error =
          error(quantity, changesFrom, Boolean.TRUE.equals(input.get("ignoreCompareQuantity")), i);
      boolean twice =
          !pairs.add(quantity.get("inventoryItemId") + " " + quantity.get("locationId"));
      if (twice) {
        error = error("NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR", path(i, ""), "twice");
      }
      if (error != null) {
        errors.add(shop.placesErrors ? error : withoutPlace(error));
      }
    }
    if (!errors.isEmpty()) {
      return payload(errors);
    }
    for (Map<String, Object> quantity : quantities) {
      Rows.Variant variant = shop.item(String.valueOf(quantity.get("inventoryItemId")));
      if (variant != null) {
        variant.available.put(
            String.valueOf(quantity.get("locationId")), (Integer) quantity.get("quantity"));
        shop.look(variant);
      }
    }
    Map<String, Object> done = new LinkedHashMap<>();
    done.put(
        "inventoryAdjustmentGroup",
        Map.of("id", shop.nextId("InventoryAdjustmentGroup"), "reason", input.get("reason")));
    done.put("userErrors", List.of());
    return done;
  }

  private @Nullable Map<String, Object> error(
      Map<String, Object> quantity, boolean changesFrom, boolean ignore, int i) {
    Rows.Variant variant = shop.item(String.valueOf(quantity.get("inventoryItemId")));
    String location = String.valueOf(quantity.get("locationId"));
    int wanted = (Integer) quantity.get("quantity");
    if (variant == null) {
      return error("INVALID_INVENTORY_ITEM", path(i, "inventoryItemId"), "no such item");
    } else if (!variant.mutable) {
      return error("NON_MUTABLE_INVENTORY_ITEM", path(i, "inventoryItemId"), "cannot be set");
    } else if (!shop.hasLocation(location)) {
      return error("INVALID_LOCATION", path(i, "locationId"), "no such location");
    } else if (wanted < 0) {
      return error("INVALID_QUANTITY_NEGATIVE", path(i, "quantity"), "must not be negative");
    } else if (wanted > TOO_HIGH) {
      return error("INVALID_QUANTITY_TOO_HIGH", path(i, "quantity"), "too high");
    }
    Integer there = variant.available.get(location);
    if (there == null) {
      return error("ITEM_NOT_STOCKED_AT_LOCATION", path(i, "locationId"), "not stocked there");
    }
    Object from = quantity.get(changesFrom ? "changeFromQuantity" : "compareQuantity");
    if (from == null) {
      return changesFrom || ignore
          ? null
          : error("COMPARE_QUANTITY_REQUIRED", path(i, "compareQuantity"), "must be given");
    } else if (!from.equals(there) && !(ignore && !changesFrom)) {
      String name = changesFrom ? "changeFromQuantity" : "compareQuantity";
      String code = changesFrom ? "CHANGE_FROM_QUANTITY_STALE" : "COMPARE_QUANTITY_STALE";
      return error(code, path(i, name), "is not what is there");
    }
    return null;
  }

  Object activate(DataFetchingEnvironment environment, String version) {
    if (key(environment) == null && AdminSchema.changesFrom(version)) {
      violations.add("a change of inventory without an idempotency key");
      return refused("The @idempotent directive is required for this mutation");
    }
    Rows.Variant variant = shop.item(environment.getArgument("inventoryItemId"));
    String location = environment.getArgument("locationId");
    Map<String, @Nullable Object> done = new LinkedHashMap<>();
    boolean fine = variant != null && shop.hasLocation(location);
    if (fine) {
      variant.available.putIfAbsent(location, 0);
      done.put("inventoryLevel", level(variant, location));
    }
    done.put(
        "userErrors",
        fine
            ? List.of()
            : List.of(
                Map.of(
                    "field",
                    List.of(variant == null ? "inventoryItemId" : "locationId"),
                    "message",
                    "does not exist")));
    return done;
  }

  static @Nullable Map<String, Object> level(Rows.Variant variant, String location) {
    Integer available = variant.available.get(location);
    return available == null
        ? null
        : Map.of(
            "id",
            "gid://shopify/InventoryLevel/" + variant.itemId.replaceAll("\\D", ""),
            "quantities",
            List.of(Map.of("name", "available", "quantity", available)));
  }

  private static Map<String, Object> withoutPlace(Map<String, Object> error) {
    Map<String, Object> without = new LinkedHashMap<>(error);
    without.put("field", List.of("input", "quantities"));
    return without;
  }

  private static List<String> path(int i, String field) {
    return field.isEmpty()
        ? List.of("input", "quantities", i + "")
        : List.of("input", "quantities", i + "", field);
  }

  private static @Nullable String key(DataFetchingEnvironment environment) {
    for (Directive directive : environment.getField().getDirectives("idempotent")) {
      Argument key = directive.getArgument("key");
      if (key != null && key.getValue() instanceof VariableReference reference) {
        return String.valueOf(environment.getVariables().get(reference.getName()));
      } else if (key != null && key.getValue() instanceof StringValue text) {
        return text.getValue();
      }
    }
    return null;
  }

  private static Map<String, Object> error(String code, List<String> field, String message) {
    return Map.of("code", code, "field", field, "message", message);
  }

  private static Map<String, Object> payload(Map<String, Object> error) {
    return payload(List.of(error));
  }

  private static Map<String, Object> payload(List<Map<String, Object>> errors) {
    return Map.of("userErrors", errors);
  }

  private static Object refused(String message) {
    return DataFetcherResult.newResult()
        .error(
            graphql.GraphqlErrorBuilder.newError()
                .message(message)
                .extensions(Map.of("code", "BAD_REQUEST"))
                .build())
        .build();
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> list(@Nullable Object value) {
    return value == null ? List.of() : (List<Map<String, Object>>) value;
  }
}
