package io.sluice.adapter.http;

import io.sluice.adapter.contract.Shown;
import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.MarketRequest;
import io.sluice.simulator.market.Marketplace;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A receiver that takes batches, at once or later, and shows what it was told. */
final class HttpStandIn extends Marketplace {
  private static final int PAGE = 2;

  /** What it knows of a SKU; a facet is null before it was told. */
  private record Kept(
      @Nullable JsonObject stock,
      @Nullable JsonObject price,
      @Nullable JsonObject product,
      Map<String, Long> revisions) {}

  /** A batch that it has taken and not looked at. */
  private record Job(List<JsonObject> updates) {}

  private final boolean later;
  private final Map<String, Kept> kept = new HashMap<>();
  private final Map<String, Job> jobs = new HashMap<>();
  private final Map<String, JsonArray> results = new HashMap<>();
  private final Set<String> refusedItems = new HashSet<>();
  private final Set<String> leftOut = new HashSet<>();
  private final Set<String> refusedCalls = new HashSet<>();
  private final Queue<MarketAnswer> next = new ArrayDeque<>();
  private String token = "";
  private boolean moved;
  private int numbers;

  /**
   * @param later whether it answers with a status address first
   */
  HttpStandIn(Vertx vertx, InstantSource clock, boolean later) {
    super(vertx, clock);
    this.later = later;
  }

  /** Changes something of it, on its event loop. */
  Future<Void> set(Runnable change) {
    return onContext(
        () -> {
          change.run();
          return Future.succeededFuture();
        });
  }

  private <T extends @Nullable Object> Future<T> get(Supplier<T> read) {
    return onContext(() -> Future.succeededFuture(read.get()));
  }

  /** The bearer token it wants. */
  Future<Void> wants(String wanted) {
    return set(() -> token = wanted);
  }

  Future<Void> refuseItem(String sku) {
    return set(() -> refusedItems.add(sku));
  }

  Future<Void> leaveOut(String sku) {
    return set(() -> leftOut.add(sku));
  }

  Future<Void> refuseCall(String sku) {
    return set(() -> refusedCalls.add(sku));
  }

  /** Answers the next updates so. */
  Future<Void> answerNext(MarketAnswer answer) {
    return set(() -> next.add(answer));
  }

  Future<Void> move() {
    return set(() -> moved = true);
  }

  Future<Void> forget() {
    return set(
        () -> {
          jobs.clear();
          results.clear();
        });
  }

  /** Does what it has taken. */
  Future<Void> process() {
    return set(
        () -> {
          jobs.forEach((number, job) -> results.put(number, carryOut(job.updates())));
          jobs.clear();
        });
  }

  Future<Integer> size() {
    return get(kept::size);
  }

  Future<@Nullable Shown> shown(String sku) {
    return this.<@Nullable Shown>get(
        () -> {
          Kept found = kept.get(sku);
          return found == null ? null : shown(found);
        });
  }

  private static Shown shown(Kept found) {
    JsonObject product = found.product() == null ? new JsonObject() : found.product();
    return new Shown(
        product.getString("name"),
        found.stock() == null ? null : found.stock().getLong("quantity"),
        found.price() == null ? null : new BigDecimal(found.price().getString("amount")),
        !product.getBoolean("discontinued", false));
  }

  @Override
  protected Future<MarketAnswer> answer(MarketRequest request) {
    return Future.succeededFuture(decide(request));
  }

  private MarketAnswer decide(MarketRequest request) {
    if (moved) {
      return MarketAnswer.empty(301).with("location", "https://elsewhere.example/");
    } else if (!("Bearer " + token).equals(request.header("authorization"))) {
      return MarketAnswer.json(401, "{\"error\":\"who are you\"}");
    } else if (request.is("POST", "updates")) {
      MarketAnswer prepared = next.poll();
      return prepared == null ? take(request) : prepared;
    } else if (request.is("GET", "jobs", "*")) {
      return job(request.segments().get(1));
    } else if (request.is("GET", "items")) {
      return items(Integer.parseInt(request.query().get("page")));
    }
    return request.is("HEAD", "updates") ? MarketAnswer.empty(405) : MarketAnswer.empty(404);
  }

  private MarketAnswer take(MarketRequest request) {
    List<JsonObject> updates =
        new JsonObject(request.text())
            .getJsonArray("updates").stream().map(JsonObject.class::cast).toList();
    boolean refused =
        updates.stream().anyMatch(update -> refusedCalls.contains(update.getString("sku")));
    if (refused) {
      return MarketAnswer.json(422, "{\"reason\":\"one of them is wrong\"}");
    } else if (!later) {
      return MarketAnswer.json(200, new JsonObject().put("results", carryOut(updates)).encode());
    }
    String number = Integer.toString(++numbers);
    jobs.put(number, new Job(updates));
    return MarketAnswer.json(202, "{}").with("location", "/jobs/" + number);
  }

  private MarketAnswer job(String number) {
    if (jobs.containsKey(number)) {
      return MarketAnswer.json(200, "{\"status\":\"pending\"}");
    }
    JsonArray done = results.get(number);
    return done == null
        ? MarketAnswer.empty(404)
        : MarketAnswer.json(200, new JsonObject().put("results", done).encode());
  }

  private JsonArray carryOut(List<JsonObject> updates) {
    JsonArray said = new JsonArray();
    for (JsonObject update : updates) {
      JsonObject result = carryOut(update);
      if (!leftOut.contains(update.getString("sku"))) {
        said.add(result);
      }
    }
    return said;
  }

  private JsonObject carryOut(JsonObject update) {
    JsonObject result = new JsonObject().put("id", update.getString("id"));
    String sku = update.getString("sku");
    String facet = update.getString("facet");
    Kept known = kept.get(sku);
    if (refusedItems.contains(sku)) {
      return result.put("status", "rejected").put("reason", "not wanted").put("code", "unwanted");
    } else if (known == null && !facet.equals("product")) {
      return result.put("status", "not_listed").put("reason", "never heard of it");
    }
    long revision = update.getLong("revision");
    Kept before = known == null ? new Kept(null, null, null, new HashMap<>()) : known;
    if (before.revisions().getOrDefault(facet, 0L) > revision) {
      violations().add("an older value after a newer one");
    }
    before.revisions().put(facet, revision);
    kept.put(sku, with(before, facet, update.getJsonObject(facet)));
    return result.put("status", "accepted");
  }

  private static Kept with(Kept before, String facet, JsonObject value) {
    return new Kept(
        facet.equals("stock") ? value : before.stock(),
        facet.equals("price") ? value : before.price(),
        facet.equals("product") ? value : before.product(),
        before.revisions());
  }

  private MarketAnswer items(int page) {
    List<String> skus = new ArrayList<>(kept.keySet()).stream().sorted().toList();
    JsonArray items = new JsonArray();
    IntStream.range((page - 1) * PAGE, Math.min(page * PAGE, skus.size()))
        .mapToObj(skus::get)
        .forEach(sku -> items.add(item(sku, shown(Objects.requireNonNull(kept.get(sku))))));
    return MarketAnswer.json(200, items.encode());
  }

  private static JsonObject item(String sku, Shown shown) {
    BigDecimal price = shown.price();
    return new JsonObject()
        .put("sku", sku)
        .put("stock", shown.stock())
        .put("price", price == null ? null : price.toPlainString());
  }
}
