package io.sluice.adapter.amazon;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.RemoteIds;
import io.sluice.adapter.amazon.ListingMemory.Need;
import io.sluice.adapter.amazon.ListingMemory.Remembered;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  private final ListingMemory memory;
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
    this.memory = new ListingMemory(remoteIds, clock);
    this.clock = clock;
  }

  /**
   * What is known of some SKUs: each is among the known, among the problems, or has no listing.
   *
   * @param problems why it could not be found out
   */
  record Found(Map<String, KnownListing> known, Map<String, Outcome> problems) {}

  /**
   * Of these SKUs, each as well as is needed, within half the time there is: what was found has to
   * be sent, too. Succeeds always.
   */
  Future<Found> find(Map<String, Need> wanted, Patience patience) {
    Patience half = patience.half();
    return new Run(wanted, half).start().onComplete(any -> half.end());
  }

  /** As they are now; an empty map where there is no listing. Succeeds always. */
  Future<Void> remember(Map<String, Map<String, String>> ids) {
    return memory.put(ids);
  }

  /** One call. */
  private final class Run {
    private final Map<String, Need> wanted;
    private final Patience patience;
    private final Map<String, Remembered> remembered = new HashMap<>();
    private final Found found = new Found(new HashMap<>(), new HashMap<>());
    private final Deque<List<String>> questions = new ArrayDeque<>();

    Run(Map<String, Need> wanted, Patience patience) {
      this.wanted = wanted;
      this.patience = patience;
    }

    Future<Found> start() {
      List<String> skus = List.copyOf(wanted.keySet());
      return recall(skus, 0).compose(any -> begin(skus));
    }

    private Future<Void> recall(List<String> skus, int from) {
      if (from >= skus.size()) {
        return Future.succeededFuture();
      }
      List<String> some = skus.subList(from, Math.min(skus.size(), from + RemoteIds.AT_MOST));
      return memory
          .find(some)
          .onSuccess(remembered::putAll)
          .onFailure(
              failure -> {
                Outcome later =
                    new Outcome.Deferred(
                        clock.instant().plusSeconds(5), Scope.ITEM, "remote ids cannot be read");
                some.forEach(sku -> found.problems().put(sku, later));
              })
          .transform(any -> recall(skus, from + some.size()));
    }

    private Future<Found> begin(List<String> skus) {
      List<String> asked = new ArrayList<>();
      for (String sku : skus) {
        Remembered known = remembered.get(sku);
        if (known != null) {
          found.known().put(sku, known.listing());
        }
        boolean suffices = known != null && known.suffices(wanted.get(sku), clock.instant());
        if (!suffices && !found.problems().containsKey(sku)) {
          asked.add(sku);
        }
      }
      addQuestions(asked);
      return next();
    }

    /** A list of identifiers is separated by commas: a SKU with one is asked for alone. */
    private void addQuestions(List<String> skus) {
      List<String> some = new ArrayList<>();
      for (String sku : skus) {
        if (sku.indexOf(',') >= 0) {
          questions.add(List.of(sku));
          continue;
        }
        some.add(sku);
        if (some.size() == AT_ONCE) {
          questions.add(some);
          some = new ArrayList<>();
        }
      }
      if (!some.isEmpty()) {
        questions.add(some);
      }
    }

    private Future<Found> next() {
      List<String> skus = questions.poll();
      return skus == null
          ? Future.succeededFuture(found)
          : ask(skus).compose(reply -> answered(skus, reply)).compose(any -> next());
    }

    private Future<Reply> ask(List<String> skus) {
      return skus.size() == 1
          ? api.ask(Operation.GET_ITEM, HttpMethod.GET, paths.item(skus.get(0)), null, patience)
          : api.ask(Operation.SEARCH_ITEMS, HttpMethod.GET, paths.search(skus), null, patience);
    }

    private Future<Void> answered(List<String> skus, Reply reply) {
      if (reply instanceof Reply.Bad bad) {
        return refused(skus, bad);
      }
      Map<String, Object> body = ((Reply.Fine) reply).body();
      return skus.size() == 1 ? one(skus.get(0), body) : several(skus, body);
    }

    private Future<Void> one(String sku, Map<String, Object> item) {
      return remember(Map.of(sku, learn(sku, item)));
    }

    private Future<Void> several(List<String> skus, Map<String, Object> body) {
      Set<String> missing = new LinkedHashSet<>(skus);
      Map<String, Map<String, String>> ids = new HashMap<>();
      for (Object each : Members.list(body, "items")) {
        Map<String, Object> item = Members.members(each);
        String sku = Members.text(item, "sku");
        if (sku != null && missing.remove(sku)) {
          ids.put(sku, learn(sku, item));
        }
      }
      // A search may not show yet what was created just now.
      missing.stream().filter(remembered::containsKey).forEach(sku -> questions.add(List.of(sku)));
      return remember(ids);
    }

    private Map<String, String> learn(String sku, Map<String, Object> item) {
      Remembered before = remembered.get(sku);
      KnownListing known = KnownListing.of(item, marketplaceId);
      KnownListing typed = before == null ? known : known.orOfTypeOf(before.listing());
      found.known().put(sku, typed);
      return typed.ids();
    }

    /** One SKU may be what a question of several was refused for, and no other's fault. */
    private Future<Void> refused(List<String> skus, Reply.Bad bad) {
      if (!isOfTheSkus(bad.why())) {
        problem(skus, bad.why());
        // What keeps one question from being answered keeps the others.
        questions.forEach(others -> problem(others, bad.why()));
        questions.clear();
      } else if (skus.size() > 1) {
        int half = skus.size() / 2;
        questions.addFirst(skus.subList(half, skus.size()));
        questions.addFirst(skus.subList(0, half));
      } else if (bad.status() == 404) {
        found.known().remove(skus.get(0));
        return remember(Map.of(skus.get(0), Map.of()));
      } else {
        problem(skus, bad.why());
      }
      return Future.succeededFuture();
    }

    private static boolean isOfTheSkus(Outcome why) {
      return why instanceof Outcome.Rejected
          || (why instanceof Outcome.Unauthorized refused && refused.scope() == Scope.ITEM);
    }

    private void problem(List<String> skus, Outcome why) {
      for (String sku : skus) {
        Remembered known = remembered.get(sku);
        boolean helps = known != null && known.helps(wanted.get(sku));
        if (!helps || why instanceof Outcome.Deferred) {
          found.known().remove(sku);
          found.problems().put(sku, harmless(why));
        }
      }
    }
  }

  /** A question that got no answer has changed nothing. */
  private static Outcome harmless(Outcome why) {
    return why instanceof Outcome.Unknown unknown ? new Outcome.Unreachable(unknown.reason()) : why;
  }
}
