package io.sluice.simulator;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What a channel shows, in pages: {@code listings?page=1&size=500}, with the address of the next
 * page as long as there is one.
 */
final class ListingPages {
  private static final int AT_MOST = 1_000;
  private static final int USUAL = 500;

  private ListingPages() {}

  static void answer(HttpServerRequest request, List<ShownProduct> products) {
    long page = Math.max(1, number(request, "page", 1));
    long size = Math.max(1, Math.min(AT_MOST, number(request, "size", USUAL)));
    long from = Math.min(products.size(), (page - 1) * size);
    long to = Math.min(products.size(), from + size);
    JsonArray items = new JsonArray();
    products.subList((int) from, (int) to).forEach(each -> items.add(item(each)));
    JsonObject answer = new JsonObject().put("items", items);
    if (to < products.size()) {
      answer.put("next", "?page=%d&size=%d".formatted(page + 1, size));
    }
    request.response().putHeader("content-type", "application/json").end(answer.toBuffer());
  }

  private static long number(HttpServerRequest request, String name, long otherwise) {
    String text = request.getParam(name, "");
    return text.matches("[0-9]{1,6}") ? Long.parseLong(text) : otherwise;
  }

  private static JsonObject item(ShownProduct product) {
    return new JsonObject()
        .put("sku", product.sku())
        .put("stock", product.stock() == null ? null : Long.valueOf(product.stock()))
        .put("price", product.price())
        .put("currency", product.currency());
  }
}
