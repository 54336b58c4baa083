package io.sluice.gateway.catalog;

import io.sluice.source.Change;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which price holds when. From is included, until is not. */
public final class Prices {
  /** The far future: nothing changes by itself. */
  public static final long FOR_EVER = Long.MAX_VALUE;

  private Prices() {}

  public static boolean inForce(Change.Price price, long nowMs) {
    return begun(price, nowMs) && !ended(price, nowMs);
  }

  static boolean ended(Change.Price price, long nowMs) {
    return price.validUntil() != null && price.validUntil().toEpochMilli() <= nowMs;
  }

  static boolean begun(Change.Price price, long nowMs) {
    return price.validFrom() == null || price.validFrom().toEpochMilli() <= nowMs;
  }

  /** The newest one in force, or null where none is. */
  public static Change.@Nullable Price current(List<Change.Price> newestFirst, long nowMs) {
    for (Change.Price price : newestFirst) {
      if (inForce(price, nowMs)) {
        return price;
      }
    }
    return null;
  }

  /** When {@link #current} may next answer differently. */
  public static long changesAt(List<Change.Price> newestFirst, long nowMs) {
    long next = FOR_EVER;
    for (Change.Price price : newestFirst) {
      next = Math.min(next, after(price.validFrom(), nowMs));
      next = Math.min(next, after(price.validUntil(), nowMs));
    }
    return next;
  }

  private static long after(@Nullable Instant instant, long nowMs) {
    return instant == null || instant.toEpochMilli() <= nowMs ? FOR_EVER : instant.toEpochMilli();
  }
}
