package io.sluice.adapter.amazon;

import io.sluice.adapter.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A lower price that Amazon shows for some days, beside the regular one. It knows days, not times:
 * "the sale price will be displayed after 0:00AM of Sale From Date" and "the product's standard
 * price will be displayed after 0:00AM of Sale End Date" (titles and descriptions of {@code
 * purchasable_offer} in its product types).
 *
 * @param from its first day
 * @param until the day after its last one
 */
record Sale(BigDecimal regular, BigDecimal amount, LocalDate from, LocalDate until) {
  /** Of a sale that has no begin: any day that is over. */
  private static final LocalDate LONG_AGO = LocalDate.of(2020, 1, 1);

  /**
   * The sale of a price; null where it has none that Amazon takes.
   *
   * @param days in which time zone Amazon's days are; null where that is not known
   */
  static @Nullable Sale of(Value.ListPrice price, @Nullable ZoneId days) {
    BigDecimal amount = price.amount();
    if (days == null || amount == null) {
      return null;
    } else if (!price.windows().isEmpty()) {
      Value.Window window = price.windows().get(0);
      return of(amount, window.amount(), window.from(), window.until(), days);
    }
    // What holds now, and is sent anew when it does not.
    return price.compareAt() == null || price.validFrom() == null
        ? null
        : of(price.compareAt(), amount, price.validFrom(), price.validUntil(), days);
  }

  private static @Nullable Sale of(
      BigDecimal regular,
      BigDecimal amount,
      @Nullable Instant from,
      @Nullable Instant until,
      ZoneId days) {
    return until == null || amount.compareTo(regular) >= 0
        ? null
        : new Sale(
            regular,
            amount,
            from == null ? LONG_AGO : LocalDate.ofInstant(from, days),
            // What ends within a day ends with a price of its own, and not before.
            LocalDate.ofInstant(until.minusNanos(1), days).plusDays(1));
  }

  /** As the one entry of a schedule. */
  Map<String, Object> entry() {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("start_at", from.toString());
    entry.put("end_at", until.toString());
    entry.put("value_with_tax", amount);
    return entry;
  }
}
