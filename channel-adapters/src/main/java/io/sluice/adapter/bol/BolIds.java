package io.sluice.adapter.bol;

import io.sluice.adapter.RemoteIds;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which offer is ours, by SKU: bol knows offers by an id of its own only. */
final class BolIds {
  private static final String OFFER = "offer";
  private static final String PRICE = "price";
  private static final String PLACEHOLDER = "placeholder";

  private final RemoteIds store;

  BolIds(RemoteIds store) {
    this.store = store;
  }

  /**
   * @param id bol's
   * @param priced whether its price is one that somebody gave it
   */
  record Offer(String id, boolean priced) {}

  /** Null where none is known. Fails when the store cannot be read. */
  Future<@Nullable Offer> find(String sku) {
    return find(List.of(sku)).map(found -> found.get(sku));
  }

  /**
   * @param skus at most {@link RemoteIds#AT_MOST}
   */
  Future<Map<String, Offer>> find(Collection<String> skus) {
    return store
        .find(skus)
        .map(
            found -> {
              Map<String, Offer> offers = new HashMap<>();
              found.forEach(
                  (sku, ids) -> {
                    String id = ids.get(OFFER);
                    if (id != null) {
                      offers.put(sku, new Offer(id, !PLACEHOLDER.equals(ids.get(PRICE))));
                    }
                  });
              return offers;
            });
  }

  /** Completes once it is durable. */
  Future<Void> put(Map<String, Offer> offers) {
    Map<String, Map<String, String>> ids = new HashMap<>();
    offers.forEach(
        (sku, offer) ->
            ids.put(
                sku,
                offer.priced()
                    ? Map.of(OFFER, offer.id())
                    : Map.of(OFFER, offer.id(), PRICE, PLACEHOLDER)));
    return ids.isEmpty() ? Future.succeededFuture() : store.put(ids);
  }

  Future<Void> forget(Collection<String> skus) {
    Map<String, Map<String, String>> none = new HashMap<>();
    skus.forEach(sku -> none.put(sku, Map.of()));
    return none.isEmpty() ? Future.succeededFuture() : store.put(none);
  }
}
