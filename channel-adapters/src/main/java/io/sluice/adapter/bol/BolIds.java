package io.sluice.adapter.bol;

import io.sluice.adapter.RemoteIds;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which offer is ours, by SKU: bol knows offers by an id of its own only. Owned by one connection
 * and its context.
 */
final class BolIds {
  private static final String OFFER = "offer";
  private static final String PRICE = "price";
  private static final String PLACEHOLDER = "placeholder";
  private static final String SINCE = "since";

  private final RemoteIds store;
  private Future<Void> lastChange = Future.succeededFuture();

  BolIds(RemoteIds store) {
    this.store = store;
  }

  /**
   * @param id bol's
   * @param priced whether its price is one that somebody gave it
   * @param since when we learned its id, to the second
   */
  record Offer(String id, boolean priced, Instant since) {
    Offer {
      since = Instant.ofEpochSecond(since.getEpochSecond());
    }

    Offer withPrice() {
      return new Offer(id, true, since);
    }
  }

  /** The store cannot be read or written now. Whatever else goes wrong is a bug. */
  static final class NoStore extends Exception {
    private static final long serialVersionUID = 1;

    NoStore(Throwable cause) {
      super("the ids of offers: " + cause, cause, false, false);
    }
  }

  /** What takes the place of a failure where it is the store's. */
  static <T> Future<T> orNoStore(Throwable failure, Supplier<T> instead) {
    return failure instanceof NoStore
        ? Future.succeededFuture(instead.get())
        : Future.failedFuture(failure);
  }

  /** Null where none is known. Fails with {@link NoStore}. */
  Future<@Nullable Offer> find(String sku) {
    return find(List.of(sku)).map(found -> found.get(sku));
  }

  /**
   * Fails with {@link NoStore}.
   *
   * @param skus at most {@link RemoteIds#AT_MOST}
   */
  Future<Map<String, Offer>> find(Collection<String> skus) {
    return stored(store.find(skus))
        .map(
            found -> {
              Map<String, Offer> offers = new HashMap<>();
              found.forEach(
                  (sku, ids) -> {
                    Offer offer = offer(ids);
                    if (offer != null) {
                      offers.put(sku, offer);
                    }
                  });
              return offers;
            });
  }

  private static <T> Future<T> stored(Future<T> asked) {
    return asked.recover(failure -> Future.failedFuture(new NoStore(failure)));
  }

  private static @Nullable Offer offer(Map<String, String> ids) {
    String id = ids.get(OFFER);
    if (id == null) {
      return null;
    }
    // Ids of older versions have no time.
    Instant since = Instant.ofEpochSecond(Long.parseLong(ids.getOrDefault(SINCE, "0")));
    return new Offer(id, !PLACEHOLDER.equals(ids.get(PRICE)), since);
  }

  /**
   * Completes once it is durable; fails with {@link NoStore}. Changes are made one after the other,
   * so that none brings back what another took away between its reading and its writing.
   *
   * @param changes from what is known to what is known then, null for nothing; at most {@link
   *     RemoteIds#AT_MOST}
   */
  Future<Void> change(Map<String, UnaryOperator<@Nullable Offer>> changes) {
    if (changes.isEmpty()) {
      return Future.succeededFuture();
    }
    lastChange =
        lastChange
            .otherwiseEmpty()
            .compose(any -> find(changes.keySet()))
            .compose(known -> put(known, changes));
    return lastChange;
  }

  /** Forgets an offer, unless the SKU has another one by now. */
  Future<Void> forget(String sku, String id) {
    return change(Map.of(sku, known -> known != null && known.id().equals(id) ? null : known));
  }

  private Future<Void> put(
      Map<String, Offer> known, Map<String, UnaryOperator<@Nullable Offer>> changes) {
    Map<String, Map<String, String>> rows = new HashMap<>();
    changes.forEach(
        (sku, change) -> {
          Offer before = known.get(sku);
          Offer after = change.apply(before);
          if (!Objects.equals(before, after)) {
            rows.put(sku, after == null ? Map.of() : row(after));
          }
        });
    return rows.isEmpty() ? Future.succeededFuture() : stored(store.put(rows));
  }

  private static Map<String, String> row(Offer offer) {
    Map<String, String> row = new HashMap<>();
    row.put(OFFER, offer.id());
    row.put(SINCE, Long.toString(offer.since().getEpochSecond()));
    if (!offer.priced()) {
      row.put(PRICE, PLACEHOLDER);
    }
    return row;
  }
}
