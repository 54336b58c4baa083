package io.sluice.gateway.rules;

import io.sluice.gateway.validation.Violations;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Another list for a while. A SKU without a price in it is not in the sale.
 *
 * @param from included; null: since ever
 * @param until not included; null: without end
 */
public record Sale(PriceSource source, @Nullable Instant from, @Nullable Instant until, Show show) {
  public Sale {
    new Violations()
        .that(
            "until",
            from == null || until == null || from.isBefore(until),
            () -> "must lie after from (%s), got %s".formatted(from, until))
        .orThrow();
  }

  /** What becomes of the price outside of the sale. */
  public enum Show {
    /** It is not shown. */
    REPLACE,
    /** It is shown beside the sale price, as long as it is higher. */
    CROSSED_OUT
  }

  boolean isOn(long nowMs) {
    return (from == null || from.toEpochMilli() <= nowMs)
        && (until == null || nowMs < until.toEpochMilli());
  }

  /** When {@link #isOn} answers differently next. */
  long changesAt(long nowMs) {
    if (from != null && nowMs < from.toEpochMilli()) {
      return from.toEpochMilli();
    }
    return until != null && nowMs < until.toEpochMilli() ? until.toEpochMilli() : Long.MAX_VALUE;
  }
}
