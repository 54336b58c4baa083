package io.sluice.adapter.shopify;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.RemoteIds;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the shop's variants a SKU is: from memory, else by a search there. Belongs to one call,
 * and waits for the store no longer than that has time.
 */
final class Book {
  /** What an update ends in whose variant is there no more; it is forgotten. */
  static final Outcome GONE =
      new Outcome.Conflict("the shop no longer knows its variant: it is looked for anew");

  private static final Duration STORE_AGAIN = Duration.ofSeconds(5);
  private static final String PARENT = "parent ";

  private final ShopifySettings settings;
  private final AdminApi api;
  private final RemoteIds remoteIds;
  private final Course course;

  Book(ShopifySettings settings, AdminApi api, RemoteIds remoteIds, Course course) {
    this.settings = settings;
    this.api = api;
    this.remoteIds = remoteIds;
    this.course = course;
  }

  /**
   * What is known of a SKU.
   *
   * @param ids of a variant there, or what else is remembered
   * @param problem why it is not known; null where it is, or where the shop has none
   */
  record Place(Ids ids, @Nullable Outcome problem) {}

  /** A place for each SKU. */
  Future<Map<String, Place>> places(Collection<String> skus) {
    Set<String> wanted = new LinkedHashSet<>(skus);
    return find(wanted)
        .map(Book::known)
        .compose(
            known -> search(wanted, known), failure -> Future.succeededFuture(unreadable(wanted)));
  }

  private Future<Map<String, Map<String, String>>> find(Collection<String> names) {
    return api.within(course, remoteIds.find(names));
  }

  private Future<Void> put(Map<String, Map<String, String>> rows) {
    return api.within(course, remoteIds.put(rows));
  }

  private static Map<String, Place> known(Map<String, Map<String, String>> stored) {
    Map<String, Place> places = new HashMap<>();
    stored.forEach((sku, ids) -> places.put(sku, new Place(Ids.of(ids), null)));
    return places;
  }

  private Map<String, Place> unreadable(Set<String> skus) {
    Map<String, Place> places = new HashMap<>();
    skus.forEach(sku -> places.put(sku, new Place(Ids.NONE, unreadable())));
    return places;
  }

  private Future<Map<String, Place>> search(Set<String> wanted, Map<String, Place> places) {
    List<String> missing = new ArrayList<>();
    for (String sku : wanted) {
      Place place = places.computeIfAbsent(sku, any -> new Place(Ids.NONE, null));
      if (!place.ids().known()) {
        missing.add(sku);
      }
    }
    Future<Void> searched = Future.succeededFuture();
    for (List<String> part : Parts.of(missing, Questions.SEARCH_AT_MOST)) {
      searched = searched.compose(any -> searchFor(part, places));
    }
    return searched.map(any -> places);
  }

  private Future<Void> searchFor(List<String> skus, Map<String, Place> places) {
    // Two pages in one where every SKU has a double.
    int first = Math.min(Ask.LIST_AT_MOST, Math.max(10, 2 * skus.size()));
    return new Search(api, course, this, skus, first)
        .page(null, 1)
        .compose(
            search -> {
              for (String sku : skus) {
                Place before = places.getOrDefault(sku, new Place(Ids.NONE, null));
                places.put(sku, search.place(sku, before));
              }
              return remember(search.learned());
            });
  }

  /**
   * A variant that we created has no price yet.
   *
   * @param buyable whether it can be bought as it is
   */
  Ids made(Seen seen, boolean buyable) {
    boolean prices = settings.pricesCome();
    return seen.ids().waiting(settings.showsWithPrice(), buyable && prices && seen.free());
  }

  /** Whether all of them were taken off the shop by us; fails where that cannot be read. */
  Future<Boolean> haveLeft(Set<String> skus) {
    return find(skus)
        .map(
            found ->
                skus.stream().allMatch(sku -> Ids.of(found.getOrDefault(sku, Map.of())).ended()));
  }

  /** By product; fails where they cannot be read. */
  Future<Map<String, Standing>> standings(Collection<String> products) {
    return find(products)
        .map(
            found -> {
              Map<String, Standing> standings = new HashMap<>();
              for (String product : products) {
                standings.put(product, Standing.of(found.getOrDefault(product, Map.of())));
              }
              return standings;
            });
  }

  Future<Standing> standing(String product) {
    return standings(List.of(product)).map(all -> all.getOrDefault(product, Standing.PLAIN));
  }

  /** What is answered where something that is remembered cannot be read. */
  Outcome unreadable() {
    return new Outcome.Deferred(
        api.now().plus(STORE_AGAIN), Scope.ITEM, "the shop's ids cannot be read now");
  }

  /** What is remembered of a variant, and of its product where that waits for its first price. */
  Map<String, Map<String, String>> rows(String sku, Ids ids, boolean newDraft) {
    Map<String, Map<String, String>> rows = new HashMap<>();
    rows.put(sku, ids.stored());
    if (newDraft && settings.showsWithPrice()) {
      rows.put(ids.theProduct(), Standing.PLAIN.waits().stored());
    }
    return rows;
  }

  /**
   * Completes also where it could not be written, or not in time: where it is not known later, it
   * is asked for again.
   */
  Future<Void> remember(Map<String, Map<String, String>> ids) {
    return ids.isEmpty() ? Future.succeededFuture() : put(ids).otherwiseEmpty();
  }

  /**
   * @param newDraft whether its product is a draft for no other reason than that we made it
   */
  Future<Void> remember(String sku, Ids ids, boolean newDraft) {
    return remember(rows(sku, ids, newDraft));
  }

  Future<Void> remember(String sku, Ids ids, Standing ofProduct) {
    return remember(Map.of(sku, ids.stored(), ids.theProduct(), ofProduct.stored()));
  }

  Future<Void> remember(String sku, Ids ids) {
    return remember(Map.of(sku, ids.stored()));
  }

  /**
   * Notes what is being created; fails where it could not be written.
   *
   * @param parent whose product that is; null where it has none, or has its product
   */
  Future<Void> note(String sku, Ids ids, @Nullable String parent) {
    Map<String, Map<String, String>> rows = new HashMap<>();
    rows.put(sku, ids.stored());
    String handle = ids.creating();
    if (parent != null && handle != null) {
      rows.put(PARENT + parent, Map.of("creating", handle));
    }
    return put(rows);
  }

  Future<Void> forget(Collection<String> skus) {
    Map<String, Map<String, String>> nothing = new LinkedHashMap<>();
    skus.forEach(sku -> nothing.put(sku, Map.of()));
    return remember(nothing);
  }

  /**
   * What is known of a parent.
   *
   * @param product that has its variants; null where none is known
   * @param creating handle of the one that is being created; null where none is
   */
  record Parent(@Nullable String product, @Nullable String creating) {}

  /** Fails where it cannot be read. */
  Future<Parent> parent(String parent) {
    return find(List.of(PARENT + parent))
        .map(found -> found.getOrDefault(PARENT + parent, Map.of()))
        .map(row -> new Parent(row.get("product"), row.get("creating")));
  }

  /**
   * @param newDraft as of {@link #remember(String, Ids, boolean)}
   */
  Future<Void> rememberParent(String parent, String product, boolean newDraft) {
    Map<String, Map<String, String>> rows = new HashMap<>();
    rows.put(PARENT + parent, Map.of("product", product));
    if (newDraft && settings.showsWithPrice()) {
      rows.put(product, Standing.PLAIN.waits().stored());
    }
    return remember(rows);
  }

  Future<Void> forgetParent(String parent) {
    return remember(Map.of(PARENT + parent, Map.of()));
  }
}
