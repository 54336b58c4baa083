package io.sluice.adapter.woocommerce;

import io.sluice.adapter.wire.JsonTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request with several products, or several variations of one. */
final class Batch {
  /**
   * @param place of its update in the call
   * @param known null of one that is created
   * @param images mark of those that the product has after it, null for none
   */
  record Item(
      int place,
      String sku,
      @Nullable ProductIds known,
      Map<String, Object> body,
      @Nullable String images) {
    /** 0 of one that is created. */
    long id() {
      return known == null ? 0 : known.id();
    }

    private String path() {
      return known == null ? WooApi.BATCH : known.batchPath();
    }

    private int fetches() {
      return JsonTree.list(body.get(ProductLists.IMAGES)).size();
    }
  }

  /** Images in one request: the shop fetches them, and makes several sizes of each, meanwhile. */
  private static final int IMAGES_AT_MOST = 10;

  private final String path;
  private final List<Item> creates = new ArrayList<>();
  private final List<Item> updates = new ArrayList<>();

  private Batch(String path) {
    this.path = path;
  }

  /** As few as there is room for them in, each with the items of one path. */
  static List<Batch> of(List<Item> items) {
    List<Batch> batches = new ArrayList<>();
    Map<String, Batch> last = new HashMap<>();
    for (Item item : items) {
      Batch batch = last.get(item.path());
      if (batch == null || !batch.takes(item)) {
        batch = new Batch(item.path());
        last.put(item.path(), batch);
        batches.add(batch);
      }
      batch.add(item);
    }
    return batches;
  }

  String path() {
    return path;
  }

  private boolean takes(Item item) {
    return item.fetches() == 0 || fetches() + item.fetches() <= IMAGES_AT_MOST;
  }

  /** Images in it. */
  int fetches() {
    return all().stream().mapToInt(Item::fetches).sum();
  }

  private void add(Item item) {
    (item.id() == 0 ? creates : updates).add(item);
  }

  List<Item> creates() {
    return creates;
  }

  List<Item> updates() {
    return updates;
  }

  List<Item> all() {
    List<Item> all = new ArrayList<>(creates);
    all.addAll(updates);
    return all;
  }

  byte[] body() {
    return body(creates, updates.stream().map(item -> with(item.id(), item.body())).toList());
  }

  /**
   * @param updates with their ids
   */
  static byte[] body(List<Item> creates, List<?> updates) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (!creates.isEmpty()) {
      body.put("create", creates.stream().map(Batch::create).toList());
    }
    if (!updates.isEmpty()) {
      body.put("update", updates);
    }
    return JsonTree.bytes(body);
  }

  /**
   * @param id a number, or what stands for one
   */
  static Map<String, Object> with(Object id, Map<String, Object> body) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("id", id);
    all.putAll(body);
    return all;
  }

  /** A new product, which without that could be bought without limit until its stock is known. */
  static Map<String, Object> outOfStock(Map<String, Object> members) {
    Map<String, Object> all = new LinkedHashMap<>(members);
    all.put("manage_stock", true);
    all.put("stock_quantity", 0L);
    return all;
  }

  private static Map<String, Object> create(Item item) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("type", "simple");
    all.put("sku", item.sku());
    all.putAll(item.body());
    return all;
  }
}
