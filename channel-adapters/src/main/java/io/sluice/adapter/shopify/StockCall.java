package io.sluice.adapter.shopify;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sets quantities of many SKUs, each at every location, guarded by what is known to be there.
 * Shopify carries out all of a request or nothing, so what keeps it from being carried out is
 * mended or left out and the rest is sent again: what has changed there is read, what is not
 * stocked at a location is activated.
 */
final class StockCall {
  /** Requests to set one part. Customers who buy meanwhile may make each a vain one. */
  private static final int ROUNDS = 4;

  /** Guards of one update that may prove wrong; then its newest value is asked for again. */
  private static final int STALE_AT_MOST = 2;

  private static final Duration AGAIN = Duration.ofSeconds(2);

  /** What reading the quantities shows too: of which entry it was said. */
  private static final Set<String> SEEN_BY_READING =
      Set.of(
          "CHANGE_FROM_QUANTITY_STALE",
          "COMPARE_QUANTITY_STALE",
          "ITEM_NOT_STOCKED_AT_LOCATION",
          "INVALID_INVENTORY_ITEM");

  /**
   * @param quantities by location
   */
  record Wanted(String updateId, String sku, Ids ids, Map<String, Long> quantities) {
    Wanted tracked() {
      return new Wanted(updateId, sku, ids.untracked(false), quantities);
    }
  }

  /** One quantity on its way. */
  private static final class Entry {
    final Wanted wanted;
    final String location;
    final long quantity;
    @Nullable Long from;
    boolean justRead;

    Entry(Wanted wanted, String location, long quantity) {
      this.wanted = wanted;
      this.location = location;
      this.quantity = quantity;
      this.from = wanted.ids().available().get(location);
    }

    void forget() {
      from = null;
      justRead = false;
    }
  }

  private final ShopifySettings settings;
  private final AdminApi api;
  private final Book book;
  private final Course course;
  private final Map<String, Outcome> outcomes = new HashMap<>();
  private final Map<String, Integer> stale = new HashMap<>();

  StockCall(ShopifySettings settings, AdminApi api, Book book, Course course) {
    this.settings = settings;
    this.api = api;
    this.book = book;
    this.course = course;
  }

  /** Outcomes by the updates' ids. */
  Future<Map<String, Outcome>> set(List<Wanted> all) {
    int together = Math.max(1, Ask.LIST_AT_MOST / Math.max(1, settings.allLocations().size()));
    Future<Void> done = new Tracking(api, book, course, outcomes).begin(all);
    for (List<Wanted> part : Parts.of(all.stream().map(Wanted::tracked).toList(), together)) {
      done = done.compose(any -> round(entries(part), 1, ""));
    }
    return done.map(any -> outcomes);
  }

  private static List<Entry> entries(List<Wanted> wanted) {
    List<Entry> entries = new ArrayList<>();
    for (Wanted each : wanted) {
      each.quantities()
          .forEach((location, quantity) -> entries.add(new Entry(each, location, quantity)));
    }
    return entries;
  }

  /**
   * @param salt of the idempotency key, where Shopify would not take the one without
   */
  private Future<Void> round(List<Entry> entries, int number, String salt) {
    return readUnknown(entries).compose(any -> send(open(entries), number, salt));
  }

  private List<Entry> open(List<Entry> entries) {
    return entries.stream()
        .filter(entry -> !outcomes.containsKey(entry.wanted.updateId()))
        .toList();
  }

  private Future<Void> send(List<Entry> entries, int number, String salt) {
    Map<String, List<Entry>> byUpdate = new LinkedHashMap<>();
    entries.forEach(
        entry ->
            byUpdate.computeIfAbsent(entry.wanted.updateId(), id -> new ArrayList<>()).add(entry));
    List<Entry> right = new ArrayList<>();
    List<Entry> sent = new ArrayList<>();
    byUpdate.values().forEach(all -> (isThereAlready(all) ? right : sent).addAll(all));
    if (sent.isEmpty()) {
      return accepted(right);
    }
    if (number > ROUNDS) {
      String reason = "the shop would not carry out the request that it was in";
      outcome(sent, new Outcome.Deferred(api.now().plus(AGAIN), Scope.ITEM, reason));
      return accepted(right);
    }
    List<Map<String, @Nullable Object>> quantities =
        sent.stream()
            .map(
                entry ->
                    Changes.quantity(
                        settings,
                        entry.wanted.ids().theItem(),
                        entry.location,
                        entry.quantity,
                        settings.overwrite() ? null : entry.from))
            .toList();
    return accepted(right)
        .compose(any -> api.ask(Changes.setStock(settings, quantities, key(sent, salt)), course))
        .compose(reply -> answered(reply, sent, number, salt));
  }

  private static boolean isThereAlready(List<Entry> all) {
    return all.stream().allMatch(e -> e.justRead && e.from != null && e.from == e.quantity);
  }

  private Future<Void> answered(Reply reply, List<Entry> sent, int number, String salt) {
    if (reply instanceof Reply.Problem failed) {
      outcome(sent, failed.why());
      return Future.succeededFuture();
    }
    Tree payload = ((Reply.Data) reply).data().at("inventorySetQuantities");
    if (!payload.isObject()) {
      outcome(sent, new Outcome.Unknown("the answer says nothing of the quantities", false));
      return Future.succeededFuture();
    }
    List<UserError> errors = UserError.of(payload);
    if (errors.isEmpty()) {
      return accepted(sent);
    }
    List<Entry> unstocked = new ArrayList<>();
    boolean anotherKey = false;
    for (UserError error : errors) {
      anotherKey |= take(error, sent, unstocked);
    }
    // Whatever it was used for, no request had this one.
    String next = anotherKey ? api.now().toString() + number : salt;
    return forgetQuantities(open(sent))
        .compose(any -> activate(open(unstocked)))
        .compose(any -> round(sent, number + 1, next));
  }

  /** What an error means for its entry, or for all; answers whether the key was its reason. */
  private boolean take(UserError error, List<Entry> sent, List<Entry> unstocked) {
    switch (error.code()) {
      case "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED", "IDEMPOTENCY_KEY_PARAMETER_MISMATCH":
        return true;
      case "IDEMPOTENCY_CONCURRENT_REQUEST":
        // An attempt that we gave up on still runs; it ends, and the same key then says how.
        outcome(sent, new Outcome.Deferred(api.now().plus(AGAIN), Scope.ITEM, error.message()));
        return false;
      default:
        break;
    }
    int index = error.indexIn("quantities");
    if (index < 0 || index >= sent.size()) {
      if (SEEN_BY_READING.contains(error.code()) && !settings.overwrite()) {
        sent.forEach(Entry::forget);
      } else {
        outcome(sent, error.rejected(Scope.CALL));
      }
      return false;
    }
    Entry entry = sent.get(index);
    switch (error.code()) {
      case "CHANGE_FROM_QUANTITY_STALE", "COMPARE_QUANTITY_STALE" -> changedThere(entry);
      case "ITEM_NOT_STOCKED_AT_LOCATION" -> unstocked.add(entry);
      case "INVALID_INVENTORY_ITEM" -> gone(entry);
      default -> outcome(List.of(entry), error.rejected(Scope.ITEM));
    }
    return false;
  }

  /** What proved wrong is not tried again by a call after this one. */
  private Future<Void> forgetQuantities(List<Entry> entries) {
    Map<String, Map<String, String>> left = new HashMap<>();
    for (Entry entry : entries) {
      if (entry.from == null && !settings.overwrite()) {
        left.put(entry.wanted.sku(), entry.wanted.ids().withoutQuantities().stored());
      }
    }
    return book.remember(left);
  }

  private void changedThere(Entry entry) {
    entry.from = null;
    if (stale.merge(entry.wanted.updateId(), 1, Integer::sum) > STALE_AT_MOST) {
      String reason = "the quantity changed there each time before it was set";
      outcome(List.of(entry), new Outcome.Conflict(reason));
    }
  }

  private void gone(Entry entry) {
    book.forget(List.of(entry.wanted.sku()));
    outcome(
        List.of(entry),
        new Outcome.Conflict("the shop no longer knows its inventory item: it is looked for anew"));
  }

  private void outcome(List<Entry> entries, Outcome why) {
    entries.forEach(entry -> outcomes.putIfAbsent(entry.wanted.updateId(), why));
  }

  /** Remembers what is there now. */
  private Future<Void> accepted(List<Entry> entries) {
    Map<String, Map<String, String>> known = new HashMap<>();
    for (Entry entry : entries) {
      outcomes.putIfAbsent(entry.wanted.updateId(), Outcome.Accepted.PLAIN);
      Ids ids = entry.wanted.ids().with(entry.wanted.quantities());
      known.put(entry.wanted.sku(), ids.stored());
    }
    return book.remember(known);
  }

  /** Reads the quantities that are to be compared and are not known. */
  private Future<Void> readUnknown(List<Entry> entries) {
    List<Entry> unknown = new ArrayList<>();
    for (Entry entry : open(entries)) {
      if (entry.from == null && !settings.overwrite()) {
        unknown.add(entry);
      }
    }
    List<String> locations = List.copyOf(settings.allLocations());
    List<String> items =
        unknown.stream().map(entry -> entry.wanted.ids().theItem()).distinct().toList();
    Future<Void> read = Future.succeededFuture();
    for (List<String> part : Parts.of(items, Questions.itemsAtMost(locations.size()))) {
      read =
          read.compose(any -> api.ask(Questions.readQuantities(part, locations), course))
              .compose(reply -> take(reply, part, unknown, locations));
    }
    return read;
  }

  private Future<Void> take(
      Reply reply, List<String> items, List<Entry> unknown, List<String> locations) {
    Map<String, List<Entry>> byItem = new HashMap<>();
    for (Entry entry : unknown) {
      String item = entry.wanted.ids().theItem();
      if (items.contains(item)) {
        byItem.computeIfAbsent(item, any -> new ArrayList<>()).add(entry);
      }
    }
    if (reply instanceof Reply.Problem failed) {
      byItem.values().forEach(entries -> outcome(entries, failed.why()));
      return Future.succeededFuture();
    }
    Map<String, Tree> nodes = new HashMap<>();
    for (Tree node : ((Reply.Data) reply).data().at("nodes").list()) {
      nodes.put(node.at("id").text(""), node);
    }
    List<Entry> unstocked = new ArrayList<>();
    Map<String, Map<String, String>> known = new HashMap<>();
    byItem.forEach(
        (item, entries) -> {
          Tree node = nodes.get(item);
          for (Entry entry : entries) {
            if (node == null) {
              gone(entry);
            } else if (!read(entry, node.at("l" + locations.indexOf(entry.location)))) {
              unstocked.add(entry);
            }
          }
          keep(entries, known);
        });
    return book.remember(known).compose(any -> activate(open(unstocked)));
  }

  /** Reading costs far more points than setting: it is not for nothing when these run out. */
  private static void keep(List<Entry> entries, Map<String, Map<String, String>> known) {
    Map<String, Long> read = new HashMap<>();
    for (Entry entry : entries) {
      if (entry.from != null) {
        read.put(entry.location, entry.from);
      }
    }
    Wanted wanted = entries.get(0).wanted;
    if (!read.isEmpty()) {
      known.put(wanted.sku(), wanted.ids().with(read).stored());
    }
  }

  /** Whether the item is stocked there. */
  private static boolean read(Entry entry, Tree level) {
    for (Tree quantity : level.at("quantities").list()) {
      if (quantity.at("name").text("").equals("available")) {
        entry.from = quantity.at("quantity").whole();
        entry.justRead = true;
      }
    }
    return entry.from != null;
  }

  private Future<Void> activate(List<Entry> entries) {
    Future<Void> done = Future.succeededFuture();
    for (Entry entry : entries) {
      String key = key(List.of(entry), "stock at");
      Ask ask = Changes.stockAt(settings, entry.wanted.ids().theItem(), entry.location, key);
      done = done.compose(any -> api.ask(ask, course)).map(reply -> activated(entry, reply));
    }
    return done;
  }

  private @Nullable Void activated(Entry entry, Reply reply) {
    if (reply instanceof Reply.Problem failed) {
      outcome(List.of(entry), failed.why());
      return null;
    }
    List<UserError> errors = UserError.of(((Reply.Data) reply).data().at("inventoryActivate"));
    if (errors.isEmpty()) {
      // It begins with nothing.
      entry.from = 0L;
    } else {
      outcome(
          List.of(entry),
          new Outcome.Rejected(
              "item_not_stocked_at_location", UserError.text(errors), Scope.ITEM, null));
    }
    return null;
  }

  /** The same request, the same key, also after a restart: it is made of what is in it. */
  private static String key(List<Entry> entries, String salt) {
    Function<Entry, String> line =
        entry ->
            String.join(
                " ",
                entry.wanted.updateId(),
                entry.wanted.ids().theItem(),
                entry.location,
                entry.quantity + "",
                entry.from + "");
    StringBuilder text = new StringBuilder().append(salt);
    entries.forEach(entry -> text.append('\n').append(line.apply(entry)));
    return IdempotencyKey.of(text.toString());
  }
}
