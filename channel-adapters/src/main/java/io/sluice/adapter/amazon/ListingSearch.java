package io.sluice.adapter.amazon;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.RemoteIds;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which listings exist, of which type they are and who fulfils them: Amazon accepts a
 * stock or a price of a SKU that has no listing, and a quantity turns what Amazon fulfils into what
 * the seller fulfils. What is found is remembered.
 */
final class ListingSearch {
  // searchListingsItems takes 20 identifiers.
  private static final int AT_ONCE = 20;

  private final SellingPartnerApi api;
  private final ListingPaths paths;
  private final String marketplaceId;
  private final RemoteIds remoteIds;
  private final InstantSource clock;

  ListingSearch(
      SellingPartnerApi api,
      ListingPaths paths,
      String marketplaceId,
      RemoteIds remoteIds,
      InstantSource clock) {
    this.api = api;
    this.paths = paths;
    this.marketplaceId = marketplaceId;
    this.remoteIds = remoteIds;
    this.clock = clock;
  }

  /**
   * What is known of some SKUs: each is among the known, among the problems, or has no listing.
   *
   * @param problems why it could not be found out
   */
  record Found(Map<String, KnownListing> known, Map<String, Outcome> problems) {}

  /**
   * Succeeds always.
   *
   * @param doubted of these nothing is taken from memory
   * @param quantities of these it is asked anew where Amazon was said to fulfil them
   */
  Future<Found> find(
      Collection<String> skus, Set<String> doubted, Set<String> quantities, Patience patience) {
    Found found = new Found(new HashMap<>(), new HashMap<>());
    List<String> all = List.copyOf(new LinkedHashSet<>(skus));
    return remembered(all, 0, found)
        .compose(
            any -> {
              List<String> missing = new ArrayList<>();
              for (String sku : all) {
                KnownListing known = found.known().get(sku);
                boolean asked =
                    known == null
                        || doubted.contains(sku)
                        || (known.byAmazon() && quantities.contains(sku));
                if (asked && !found.problems().containsKey(sku)) {
                  missing.add(sku);
                }
              }
              return search(questions(missing), 0, found, patience);
            });
  }

  private Future<Found> remembered(List<String> skus, int from, Found found) {
    if (from >= skus.size()) {
      return Future.succeededFuture(found);
    }
    List<String> some = skus.subList(from, Math.min(skus.size(), from + RemoteIds.AT_MOST));
    return remoteIds
        .find(some)
        .onSuccess(ids -> ids.forEach((sku, each) -> found.known().put(sku, KnownListing.of(each))))
        .onFailure(
            failure -> {
              Outcome later =
                  new Outcome.Deferred(
                      clock.instant().plusSeconds(5), Scope.ITEM, "remote ids cannot be read");
              some.forEach(sku -> found.problems().put(sku, later));
            })
        .transform(any -> remembered(skus, from + some.size(), found));
  }

  /** A list of identifiers is separated by commas: a SKU with one is asked for alone. */
  private static List<List<String>> questions(List<String> skus) {
    List<List<String>> questions = new ArrayList<>();
    List<String> next = new ArrayList<>();
    for (String sku : skus) {
      if (sku.indexOf(',') >= 0) {
        questions.add(List.of(sku));
      } else {
        next.add(sku);
        if (next.size() == AT_ONCE) {
          questions.add(next);
          next = new ArrayList<>();
        }
      }
    }
    if (!next.isEmpty()) {
      questions.add(next);
    }
    return questions;
  }

  private Future<Found> search(
      List<List<String>> questions, int next, Found found, Patience patience) {
    if (next >= questions.size()) {
      return Future.succeededFuture(found);
    }
    List<String> skus = questions.get(next);
    return ask(skus, patience)
        .compose(reply -> learn(skus, reply, found))
        .compose(
            ended -> {
              if (ended == null) {
                return search(questions, next + 1, found, patience);
              }
              // What keeps one question from being answered keeps the others.
              for (List<String> rest : questions.subList(next, questions.size())) {
                rest.forEach(
                    sku -> {
                      found.known().remove(sku);
                      found.problems().put(sku, ended);
                    });
              }
              return Future.succeededFuture(found);
            });
  }

  private Future<Reply> ask(List<String> skus, Patience patience) {
    return skus.get(0).indexOf(',') >= 0
        ? api.ask(Operation.GET_ITEM, HttpMethod.GET, paths.item(skus.get(0)), null, patience)
        : api.ask(Operation.SEARCH_ITEMS, HttpMethod.GET, paths.search(skus), null, patience);
  }

  /** Completes with the problem, null where there is none. */
  private Future<@Nullable Outcome> learn(List<String> skus, Reply reply, Found found) {
    if (reply instanceof Reply.Bad bad) {
      if (bad.status() != 404) {
        return Future.succeededFuture(harmless(bad.why()));
      }
      skus.forEach(found.known()::remove);
      return Future.succeededFuture(null);
    }
    Map<String, Object> body = ((Reply.Fine) reply).body();
    List<?> items = body.containsKey("items") ? Members.list(body, "items") : List.of(body);
    Set<String> asked = new HashSet<>(skus);
    Map<String, Map<String, String>> ids = new HashMap<>();
    for (Object each : items) {
      Map<String, Object> item = Members.members(each);
      String sku = Members.text(item, "sku");
      if (sku != null && asked.remove(sku)) {
        KnownListing known = KnownListing.of(item, marketplaceId);
        found.known().put(sku, known);
        ids.put(sku, known.ids());
      }
    }
    asked.forEach(found.known()::remove);
    return remember(ids).map((Outcome) null);
  }

  /** A question that got no answer has changed nothing. */
  private static Outcome harmless(Outcome why) {
    return why instanceof Outcome.Unknown unknown ? new Outcome.Unreachable(unknown.reason()) : why;
  }

  /** Succeeds always: what could not be remembered is asked for again. */
  Future<Void> remember(Map<String, Map<String, String>> ids) {
    Function<Throwable, Void> nothing = failure -> null;
    return ids.isEmpty() ? Future.succeededFuture() : remoteIds.put(ids).otherwise(nothing);
  }
}
