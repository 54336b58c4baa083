package io.sluice.adapter.woocommerce;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import io.sluice.adapter.wire.JsonTree;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the shop is told of one update, or why that cannot be said there. */
record ProductBody(Map<String, Object> members, Outcome.@Nullable Rejected refusal) {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final List<String> TEXTS =
      List.of("name", "description", "short_description", "slug", "weight", "tax_class");
  private static final List<String> VARIATION_TEXTS = List.of("description", "weight");

  /**
   * @param variation whether it is one: its name and images are those of its product
   */
  static ProductBody of(ChannelUpdate update, String currency, boolean variation) {
    Value value = update.value();
    if (value instanceof Value.Stock stock) {
      return body(Map.of("manage_stock", true, "stock_quantity", stock.quantity()));
    } else if (value instanceof Value.Price price) {
      return price(price, currency);
    } else if (value instanceof Value.Product product) {
      return product(product, variation);
    }
    // Deleted it would lose its reviews, and orders their link to it.
    return body(Map.of("status", variation ? "private" : "draft"));
  }

  private static ProductBody body(Map<String, Object> members) {
    return new ProductBody(members, null);
  }

  private static ProductBody refused(String code, String reason) {
    return new ProductBody(Map.of(), new Outcome.Rejected(code, reason, Outcome.Scope.ITEM, null));
  }

  private static ProductBody price(Value.Price price, String currency) {
    if (price.prices().size() > 1) {
      return refused("price.lists", "a product has one price there: choose it with price.list");
    }
    Value.ListPrice only = price.prices().get(0);
    BigDecimal amount = only.amount();
    if (amount == null && only.windows().isEmpty()) {
      return prices("", "", "", "");
    } else if (amount == null || only.windows().size() > 1) {
      return refused("price.windows", "a product has one price there, and one sale with dates");
    } else if (!currency.equals(only.currency())) {
      return refused(
          "price.currency",
          "the price is in %s, the shop's currency is %s".formatted(only.currency(), currency));
    }
    if (!only.windows().isEmpty()) {
      Value.Window window = only.windows().get(0);
      return prices(
          amount.toPlainString(),
          window.amount().toPlainString(),
          window.from() == null ? "" : SECONDS.format(window.from()),
          window.until() == null ? "" : SECONDS.format(window.until().minusNanos(1)));
    }
    BigDecimal compareAt = only.compareAt();
    boolean sale = compareAt != null && compareAt.compareTo(amount) > 0;
    String regular = (sale ? Objects.requireNonNull(compareAt) : amount).toPlainString();
    return prices(regular, sale ? amount.toPlainString() : "", "", "");
  }

  /**
   * Dates that a sale had before stay unless they are emptied: null is ignored there.
   *
   * @param from empty: from now on
   * @param to its last second, empty: without end
   */
  private static ProductBody prices(String regular, String sale, String from, String to) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("regular_price", regular);
    members.put("sale_price", sale);
    members.put("date_on_sale_from_gmt", from);
    members.put("date_on_sale_to_gmt", to);
    return body(members);
  }

  private static ProductBody product(Value.Product product, boolean variation) {
    Map<?, ?> content = JsonTree.object(JsonTree.parse(product.json()).orElse(null));
    Map<String, Object> members = new LinkedHashMap<>();
    for (String name : variation ? VARIATION_TEXTS : TEXTS) {
      Object text = content.get(name);
      if (text instanceof String || text instanceof BigDecimal) {
        members.put(name, text.toString());
      }
    }
    if (!variation) {
      if (JsonTree.text(members.get("name")) == null) {
        return refused("product.name", "has no name");
      }
      put(members, ProductLists.IMAGES, images(JsonTree.list(content.get("images"))));
      put(members, ProductLists.ATTRIBUTES, attributes(JsonTree.object(content.get("attributes"))));
    }
    members.put("status", "publish");
    return body(members);
  }

  private static void put(Map<String, Object> members, String name, List<?> list) {
    if (!list.isEmpty()) {
      members.put(name, list);
    }
  }

  private static List<?> images(List<?> images) {
    List<Object> sources = new ArrayList<>();
    for (Object image : images) {
      String url =
          image instanceof String text ? text : JsonTree.text(JsonTree.object(image).get("url"));
      if (url != null) {
        sources.add(Map.of("src", url));
      }
    }
    return sources;
  }

  private static List<?> attributes(Map<?, ?> attributes) {
    List<Object> all = new ArrayList<>();
    attributes.forEach(
        (name, value) -> {
          List<String> options =
              (value instanceof List<?> several
                      ? several
                      : value == null ? List.of() : List.of(value))
                  .stream()
                      .filter(each -> each instanceof String || each instanceof BigDecimal)
                      .map(Object::toString)
                      .toList();
          if (!options.isEmpty()) {
            all.add(Map.of("name", String.valueOf(name), "visible", true, "options", options));
          }
        });
    return all;
  }
}
