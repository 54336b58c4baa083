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

/** Which of the shop's variants a SKU is: from memory, else by a search there. */
final class Book {
  /** A search finds what only resembles it too; further pages are looked at up to here. */
  private static final int PAGES_AT_MOST = 5;

  private static final Duration STORE_AGAIN = Duration.ofSeconds(5);
  private static final String PARENT = "parent ";

  private final ShopifySettings settings;
  private final AdminApi api;
  private final RemoteIds remoteIds;

  Book(ShopifySettings settings, AdminApi api, RemoteIds remoteIds) {
    this.settings = settings;
    this.api = api;
    this.remoteIds = remoteIds;
  }

  /**
   * What is known of a SKU.
   *
   * @param ids of a variant there, or what else is remembered
   * @param problem why it is not known; null where it is, or where the shop has none
   */
  record Place(Ids ids, @Nullable Outcome problem) {}

  /** A place for each SKU. */
  Future<Map<String, Place>> places(Collection<String> skus, Course course) {
    Set<String> wanted = new LinkedHashSet<>(skus);
    return remoteIds
        .find(wanted)
        .map(Book::known)
        .compose(known -> search(wanted, known, course))
        .otherwise(failure -> unreadable(wanted));
  }

  private static Map<String, Place> known(Map<String, Map<String, String>> stored) {
    Map<String, Place> places = new HashMap<>();
    stored.forEach((sku, ids) -> places.put(sku, new Place(Ids.of(ids), null)));
    return places;
  }

  private Map<String, Place> unreadable(Set<String> skus) {
    Outcome later =
        new Outcome.Deferred(
            api.now().plus(STORE_AGAIN), Scope.ITEM, "the shop's ids cannot be read now");
    Map<String, Place> places = new HashMap<>();
    skus.forEach(sku -> places.put(sku, new Place(Ids.NONE, later)));
    return places;
  }

  private Future<Map<String, Place>> search(
      Set<String> wanted, Map<String, Place> places, Course course) {
    List<String> missing = new ArrayList<>();
    for (String sku : wanted) {
      Place place = places.computeIfAbsent(sku, any -> new Place(Ids.NONE, null));
      if (!place.ids().known()) {
        missing.add(sku);
      }
    }
    Future<Void> searched = Future.succeededFuture();
    for (List<String> part : Parts.of(missing, Questions.SEARCH_AT_MOST)) {
      searched = searched.compose(any -> searchFor(part, places, course));
    }
    return searched.map(any -> places);
  }

  private Future<Void> searchFor(List<String> skus, Map<String, Place> places, Course course) {
    // Two pages in one where every SKU has a double.
    int first = Math.min(Ask.LIST_AT_MOST, Math.max(10, 2 * skus.size()));
    return new Search(skus, first, course)
        .page(null, 1)
        .compose(
            search -> {
              Map<String, Map<String, String>> learned = new HashMap<>();
              for (String sku : skus) {
                Place place =
                    search.place(sku, places.getOrDefault(sku, new Place(Ids.NONE, null)));
                places.put(sku, place);
                if (place.problem() == null && place.ids().known()) {
                  learned.put(sku, place.ids().stored());
                }
              }
              return learned.isEmpty() ? Future.succeededFuture() : remember(learned);
            });
  }

  /** One search and the pages of its answer. */
  private final class Search {
    private final List<String> skus;
    private final int first;
    private final Course course;
    private final Map<String, List<Seen>> found = new HashMap<>();
    private @Nullable Outcome problem;

    Search(List<String> skus, int first, Course course) {
      this.skus = skus;
      this.first = first;
      this.course = course;
    }

    Future<Search> page(@Nullable String after, int number) {
      return api.ask(Questions.findBySku(skus, first, after), course)
          .compose(
              reply -> {
                if (reply instanceof Reply.Problem failed) {
                  problem = failed.why();
                  return Future.succeededFuture(this);
                }
                Tree variants = ((Reply.Data) reply).data().at("productVariants");
                variants.at("nodes").list().forEach(this::take);
                String end = variants.at("pageInfo", "endCursor").text();
                if (!variants.at("pageInfo", "hasNextPage").isTrue() || end == null) {
                  return Future.succeededFuture(this);
                }
                if (number == PAGES_AT_MOST) {
                  problem =
                      new Outcome.Rejected(
                          "sku.too_many_alike",
                          "too many variants there have a SKU that resembles it",
                          Scope.CALL,
                          null);
                  return Future.succeededFuture(this);
                }
                return page(end, number + 1);
              });
    }

    /** Upper and lower case differ in a SKU, though not in a search. */
    private void take(Tree variant) {
      String sku = variant.at("sku").text("");
      Seen seen = Seen.of(variant, variant.at("product", "id").text());
      if (seen != null && skus.contains(sku)) {
        found.computeIfAbsent(sku, any -> new ArrayList<>()).add(seen);
      }
    }

    Place place(String sku, Place before) {
      List<Seen> all = found.getOrDefault(sku, List.of());
      if (all.size() > 1) {
        return new Place(
            before.ids(),
            new Outcome.Rejected(
                "sku.ambiguous",
                "the shop has %d variants with this SKU: give all but one of them another"
                    .formatted(all.size()),
                Scope.ITEM,
                null));
      }
      if (problem != null) {
        // Also where it was found: a page that is missing may have it too.
        return new Place(before.ids(), problem);
      }
      if (all.isEmpty()) {
        return before;
      }
      // An attempt to create it ended without an answer, and did create it.
      boolean ours = before.ids().creating() != null;
      return new Place(ours ? made(all.get(0), true) : all.get(0).ids(), null);
    }
  }

  /**
   * A variant that we created has no price yet.
   *
   * @param buyable whether it can be bought as it is
   */
  Ids made(Seen seen, boolean buyable) {
    boolean prices = settings.pricesCome();
    return seen.ids().waiting(settings.activate() && prices, buyable && prices && seen.free());
  }

  /** Completes also where it could not be written: then it is asked for again. */
  Future<Void> remember(Map<String, Map<String, String>> ids) {
    return remoteIds.put(ids).otherwiseEmpty();
  }

  Future<Void> remember(String sku, Ids ids) {
    return remember(Map.of(sku, ids.stored()));
  }

  /** Fails where it could not be written. */
  Future<Void> note(String sku, Ids ids) {
    return remoteIds.put(Map.of(sku, ids.stored()));
  }

  Future<Void> forget(Collection<String> skus) {
    Map<String, Map<String, String>> nothing = new LinkedHashMap<>();
    skus.forEach(sku -> nothing.put(sku, Map.of()));
    return nothing.isEmpty() ? Future.succeededFuture() : remember(nothing);
  }

  /** The product that has the variants of a parent; null where none is known. */
  Future<@Nullable String> productOf(String parent) {
    return remoteIds
        .find(List.of(PARENT + parent))
        .map(found -> found.getOrDefault(PARENT + parent, Map.of()).get("product"))
        .otherwiseEmpty();
  }

  Future<Void> rememberParent(String parent, String product) {
    return remember(Map.of(PARENT + parent, Map.of("product", product)));
  }

  Future<Void> forgetParent(String parent) {
    return remember(Map.of(PARENT + parent, Map.of()));
  }
}
