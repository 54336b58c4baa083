package io.sluice.simulator.woocommerce;

import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.MarketRequest;
import io.sluice.simulator.market.Marketplace;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A shop with WooCommerce as its REST API v3 shows it: Basic login, batches whose items fail alone
 * within a 200, answers with whole products, SKUs that are there once, addresses that are not
 * longer than its host takes. It begins empty.
 */
public final class WooShop extends Marketplace {
  private static final int AT_MOST = 100;

  /** As Apache and nginx have it, with the rest of the line. */
  private static final int TARGET_AT_MOST = 8_000;

  private static final String TEXT = "<p>As large as it looks.</p>".repeat(430);

  private final WooStock stock;
  private final Set<String> refusedSearches = new HashSet<>();
  private final Set<String> refusedItems = new HashSet<>();
  private final Set<String> leftOut = new HashSet<>();
  private final Set<String> refusedCalls = new HashSet<>();
  private final Queue<MarketAnswer> next = new ArrayDeque<>();
  private String login = "";
  private boolean gone;
  private Duration imagesTake = Duration.ZERO;

  public WooShop(Vertx vertx, InstantSource clock) {
    super(vertx, clock);
    this.stock = new WooStock(clock);
  }

  private Future<Void> change(Runnable change) {
    return onContext(
        () -> {
          change.run();
          return Future.succeededFuture();
        });
  }

  private <T extends @Nullable Object> Future<T> look(Supplier<T> read) {
    return onContext(() -> Future.succeededFuture(read.get()));
  }

  /** The only keys it takes from now on. */
  public Future<Void> keys(String key, String secret) {
    byte[] both = (key + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return change(() -> login = "Basic " + Base64.getEncoder().encodeToString(both));
  }

  /** Refuses values of a SKU, alone. */
  public Future<Void> refuseItem(String sku) {
    return change(() -> refusedItems.add(sku));
  }

  /** Does what it is told of a SKU and leaves it out of the answer, as a broken plugin may. */
  public Future<Void> leaveOut(String sku) {
    return change(() -> leftOut.add(sku));
  }

  /** Refuses every batch that has this SKU, or the product that it is. */
  public Future<Void> refuseCall(String sku) {
    return change(() -> refusedCalls.add(sku));
  }

  /** A filter before the shop does not let questions for this SKU through. */
  public Future<Void> refuseSearch(String sku) {
    return change(() -> refusedSearches.add(sku));
  }

  /** Answers the next batch so, and does nothing. */
  public Future<Void> answerNext(MarketAnswer answer) {
    return change(() -> next.add(answer));
  }

  /** Answers as WordPress does without the plugin. */
  public Future<Void> removePlugin() {
    return change(() -> gone = true);
  }

  /** Somebody deletes a product there for good. */
  public Future<Void> delete(String sku) {
    return change(() -> stock.delete(sku));
  }

  /** Somebody gives the sale price of a product dates, in UTC as {@code 2026-11-27T00:00:00}. */
  public Future<Void> saleDates(String sku, String from, String to) {
    JsonObject dates =
        new JsonObject().put("date_on_sale_from_gmt", from).put("date_on_sale_to_gmt", to);
    return change(() -> stock.change(Objects.requireNonNull(stock.find(sku)), dates));
  }

  /** Somebody puts a variation there, with a product that it belongs to. */
  public Future<Void> putVariation(String sku) {
    return putVariation(sku, "");
  }

  /** As above; the product has a SKU of its own. */
  public Future<Void> putVariation(String sku, String ofSku) {
    return change(() -> stock.putVariation(sku, ofSku));
  }

  /** Whether the shop counts stock; where it does not, quantities are taken for nothing. */
  public Future<Void> countStock(boolean yes) {
    return change(() -> stock.counts = yes);
  }

  /** How long the shop fetches an image from now on, in real time. */
  public Future<Void> imagesTake(Duration time) {
    return change(() -> imagesTake = time);
  }

  /** Images that it fetched so far. */
  public Future<Integer> uploads() {
    return look(() -> stock.uploads);
  }

  /** The attributes of a product, as answers show them. */
  public Future<JsonArray> attributes(String sku) {
    return look(() -> stock.content(Objects.requireNonNull(stock.find(sku)).id()).attributes());
  }

  /** Somebody gives a product attributes. */
  public Future<Void> setAttributes(String sku, JsonArray attributes) {
    JsonObject change = new JsonObject().put("attributes", attributes);
    return change(() -> stock.change(Objects.requireNonNull(stock.find(sku)), change));
  }

  /** The first product of that SKU, or null. */
  public Future<@Nullable WooProduct> find(String sku) {
    return this.<@Nullable WooProduct>look(() -> stock.find(sku));
  }

  /** All there are, variations included. */
  public Future<List<WooProduct>> products() {
    return look(stock::all);
  }

  @Override
  protected Future<MarketAnswer> answer(MarketRequest request) {
    int before = stock.uploads;
    MarketAnswer answer = decide(request);
    long ms = (stock.uploads - before) * imagesTake.toMillis();
    if (ms == 0) {
      return Future.succeededFuture(answer);
    }
    Promise<MarketAnswer> sent = Promise.promise();
    vertx.setTimer(ms, id -> sent.complete(answer));
    return sent.future();
  }

  private MarketAnswer decide(MarketRequest request) {
    List<String> path = request.segments();
    if (request.target().length() > TARGET_AT_MOST) {
      return MarketAnswer.json(414, "<html><body>Request-URI Too Long</body></html>")
          .with("content-type", "text/html");
    } else if (gone
        || path.size() < 4
        || !path.subList(0, 3).equals(List.of("wp-json", "wc", "v3"))) {
      return error(404, "rest_no_route", "No route was found matching the URL.");
    } else if (!login.equals(request.header("authorization"))) {
      return error(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.");
    } else if (request.is("GET", "wp-json", "wc", "v3", "products")) {
      return list(request);
    } else if (request.is("POST", "wp-json", "wc", "v3", "products", "batch")) {
      return batch(request, 0);
    } else if (request.is("POST", "wp-json", "wc", "v3", "products", "*", "variations", "batch")) {
      return batch(request, Long.parseLong(path.get(4)));
    }
    return error(404, "rest_no_route", "No route was found matching the URL.");
  }

  private static MarketAnswer error(int status, String code, String message) {
    return MarketAnswer.json(status, errorBody(status, code, message).encode());
  }

  private static JsonObject errorBody(int status, String code, String message) {
    return new JsonObject()
        .put("code", code)
        .put("message", message)
        .put("data", new JsonObject().put("status", status));
  }

  private MarketAnswer list(MarketRequest request) {
    String sku = request.query().get("sku");
    int perPage = Integer.parseInt(request.query().get("per_page"));
    String number = request.query().get("page");
    int page = number == null ? 1 : Integer.parseInt(number);
    List<String> wanted = sku == null ? List.of() : Arrays.asList(sku.split(",", -1));
    if (wanted.stream().anyMatch(refusedSearches::contains)) {
      return MarketAnswer.json(406, "<html><body>Not Acceptable</body></html>")
          .with("content-type", "text/html");
    }
    String include = request.query().get("include");
    Set<String> ids = include == null ? Set.of() : Set.of(include.split(",", -1));
    List<WooProduct> found =
        stock.all().stream()
            .filter(each -> ids.isEmpty() || ids.contains(Long.toString(each.id())))
            .filter(
                each ->
                    sku == null
                        ? each.parent() == 0
                        : each.sku().equals(sku) || wanted.contains(each.sku()))
            .toList();
    JsonArray items = new JsonArray();
    found.stream()
        .skip((long) (page - 1) * perPage)
        .limit(perPage)
        .forEach(each -> items.add(fields(json(each), request.query().get("_fields"))));
    int pages = (found.size() + perPage - 1) / perPage;
    return MarketAnswer.json(200, items.encode())
        .with("x-wp-total", Integer.toString(found.size()))
        .with("x-wp-totalpages", Integer.toString(pages));
  }

  private static JsonObject fields(JsonObject product, @Nullable String wanted) {
    if (wanted != null) {
      product.fieldNames().retainAll(Set.of(wanted.split(",", -1)));
    }
    return product;
  }

  private JsonObject json(WooProduct product) {
    WooContent content = stock.content(product.id());
    JsonObject json =
        new JsonObject()
            .put("id", product.id())
            .put("parent_id", product.parent())
            .put("type", content.type)
            .put("sku", product.sku())
            .put("name", product.name())
            .put("description", TEXT)
            .put("status", product.status())
            .put("manage_stock", product.stockQuantity() != null)
            .put("stock_quantity", product.stockQuantity())
            .put("price", product.price())
            .put("regular_price", product.regularPrice())
            .put("sale_price", product.salePrice());
    return content.addTo(json);
  }

  private MarketAnswer batch(MarketRequest request, long parent) {
    MarketAnswer prepared = next.poll();
    if (prepared != null) {
      return prepared;
    }
    JsonObject body = new JsonObject(request.text());
    JsonArray creates = body.getJsonArray("create", new JsonArray());
    JsonArray updates = body.getJsonArray("update", new JsonArray());
    if (creates.size() + updates.size() > AT_MOST) {
      return error(
          413,
          "woocommerce_rest_request_entity_too_large",
          "Unable to accept more than 100 items for this request.");
    } else if (names(creates, refusedCalls) || names(updates, refusedCalls)) {
      return error(400, "rest_invalid_param", "Invalid parameter(s): update");
    }
    JsonObject answer = new JsonObject();
    if (!creates.isEmpty()) {
      answer.put("create", each(creates, item -> create(item, parent)));
    }
    if (!updates.isEmpty()) {
      answer.put("update", each(updates, item -> update(item, parent)));
    }
    return MarketAnswer.json(200, answer.encode());
  }

  private interface Step {
    JsonObject take(JsonObject item);
  }

  private JsonArray each(JsonArray items, Step step) {
    JsonArray answered = new JsonArray();
    for (int i = 0; i < items.size(); i++) {
      JsonObject result = step.take(items.getJsonObject(i));
      if (!leftOut.contains(sku(items.getJsonObject(i)))) {
        answered.add(result);
      }
    }
    return answered;
  }

  private boolean names(JsonArray items, Set<String> skus) {
    return items.stream().anyMatch(item -> skus.contains(sku((JsonObject) item)));
  }

  private String sku(JsonObject item) {
    WooProduct known = stock.get(item.getLong("id", 0L));
    return known == null ? item.getString("sku", "") : known.sku();
  }

  private static JsonObject failed(long id, int status, String code, String message) {
    return new JsonObject().put("id", id).put("error", errorBody(status, code, message));
  }

  private JsonObject create(JsonObject item, long parent) {
    String sku = item.getString("sku", "");
    WooProduct there = stock.find(sku);
    if (there != null) {
      violations().add("created what is there");
      JsonObject error = errorBody(400, "product_invalid_sku", "Invalid or duplicated SKU.");
      error.getJsonObject("data").put("resource_id", there.id()).put("unique_sku", sku + "-1");
      return new JsonObject().put("id", 0).put("error", error);
    }
    return refusedItems.contains(sku)
        ? failed(0, 400, "woocommerce_product_image_upload_error", "Invalid image.")
        : json(stock.create(item, parent));
  }

  private JsonObject update(JsonObject item, long parent) {
    long id = item.getLong("id");
    WooProduct there = stock.get(id);
    if (there == null) {
      return failed(id, 400, "woocommerce_rest_product_invalid_id", "Invalid ID.");
    } else if (there.parent() != parent) {
      return failed(
          id,
          404,
          "woocommerce_rest_invalid_product_id",
          "To manipulate product variations you should use the"
              + " /products/&lt;product_id&gt;/variations/&lt;id&gt; endpoint.");
    }
    return refusedItems.contains(there.sku())
        ? failed(id, 400, "rest_invalid_param", "Invalid parameter(s)")
        : json(stock.change(there, item));
  }
}
