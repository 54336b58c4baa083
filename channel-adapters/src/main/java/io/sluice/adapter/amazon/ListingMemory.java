package io.sluice.adapter.amazon;

import io.sluice.adapter.RemoteIds;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What was found out of listings, and for how long it will do: somebody may have deleted one, or
 * have handed it over to Amazon, which a quantity would undo.
 */
final class ListingMemory {
  private static final Duration GOOD_FOR = Duration.ofDays(1);
  // What Amazon is to fulfil is created first, and handed over soon.
  private static final Duration GOOD_FOR_FIRST_QUANTITY = Duration.ofMinutes(15);
  private static final String SEEN = "seen";

  private final RemoteIds remoteIds;
  private final InstantSource clock;

  ListingMemory(RemoteIds remoteIds, InstantSource clock) {
    this.remoteIds = remoteIds;
    this.clock = clock;
  }

  /** How well a listing has to be known for what is sent. */
  enum Need {
    /** For a price it will do that it was there. */
    PRICE,
    /** Who fulfils it may have changed. */
    QUANTITY,
    /** Amazon takes a patch of what is not there, and a creation takes the place of what is. */
    CONTENT;

    Need and(Need other) {
      return compareTo(other) < 0 ? other : this;
    }
  }

  /** What was found, and when. */
  record Remembered(KnownListing listing, Instant seen) {
    private static Remembered of(Map<String, String> ids) {
      String seen = ids.getOrDefault(SEEN, "");
      boolean dated = seen.matches("\\d{1,11}");
      return new Remembered(
          KnownListing.of(ids),
          dated ? Instant.ofEpochSecond(Long.parseLong(seen)) : Instant.EPOCH);
    }

    /** Whether it need not be asked for again. */
    boolean suffices(Need need, Instant now) {
      return switch (need) {
        case PRICE -> now.isBefore(seen.plus(GOOD_FOR));
        case QUANTITY -> !listing.byAmazon() && now.isBefore(seen.plus(goodForQuantity()));
        case CONTENT -> false;
      };
    }

    private Duration goodForQuantity() {
      return listing.fulfillment() == null ? GOOD_FOR_FIRST_QUANTITY : GOOD_FOR;
    }

    /** Whether it is better than nothing where it is too old and Amazon does not answer. */
    boolean helps(Need need) {
      return need == Need.PRICE || need == Need.QUANTITY && !listing.byAmazon();
    }
  }

  /**
   * Fails when it cannot be read.
   *
   * @param skus at most {@link RemoteIds#AT_MOST}
   */
  Future<Map<String, Remembered>> find(Collection<String> skus) {
    return remoteIds
        .find(skus)
        .map(
            ids -> {
              Map<String, Remembered> found = new HashMap<>();
              ids.forEach((sku, each) -> found.put(sku, Remembered.of(each)));
              return found;
            });
  }

  /**
   * Succeeds always: what could not be remembered is asked for again.
   *
   * @param ids as found now; an empty map where there is no listing
   */
  Future<Void> put(Map<String, Map<String, String>> ids) {
    if (ids.isEmpty()) {
      return Future.succeededFuture();
    }
    String now = Long.toString(clock.instant().getEpochSecond());
    Map<String, Map<String, String>> dated = new HashMap<>();
    ids.forEach(
        (sku, each) -> {
          Map<String, String> with = new LinkedHashMap<>(each);
          if (!each.isEmpty()) {
            with.put(SEEN, now);
          }
          dated.put(sku, with);
        });
    Function<Throwable, Void> nothing = failure -> null;
    return remoteIds.put(dated).otherwise(nothing);
  }
}
