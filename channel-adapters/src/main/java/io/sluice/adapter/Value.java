package io.sluice.adapter;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an update says, values absolute, after the merchant's rules. */
public sealed interface Value {
  /**
   * @param quantity as the channel shows it, never negative
   * @param warehouses what each contributes; empty where rules decided how many are shown
   */
  record Stock(long quantity, Map<String, Long> warehouses) implements Value {
    public Stock {
      warehouses = Map.copyOf(warehouses);
    }
  }

  /**
   * @param prices at least one, one per list, ordered by list
   */
  record Price(List<ListPrice> prices) implements Value {
    public Price {
      prices = List.copyOf(prices);
    }
  }

  /**
   * What a list's price is, and in some windows of time another one.
   *
   * @param amount outside of the windows; null when the price is withdrawn
   * @param windows in the order of time, none over another, none that is over already; empty but
   *     where the channel acts on dates by itself, see {@link Schedules}
   */
  record ListPrice(
      String list,
      @Nullable BigDecimal amount,
      @Nullable String currency,
      @Nullable BigDecimal compareAt,
      @Nullable Instant validFrom,
      @Nullable Instant validUntil,
      List<Window> windows) {
    public ListPrice {
      windows = List.copyOf(windows);
    }

    /** One that holds whatever the time. */
    public ListPrice(
        String list,
        @Nullable BigDecimal amount,
        @Nullable String currency,
        @Nullable BigDecimal compareAt,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil) {
      this(list, amount, currency, compareAt, validFrom, validUntil, List.of());
    }

    /** The amount at a time; null where it is withdrawn. */
    public @Nullable BigDecimal amountAt(Instant time) {
      for (Window window : windows) {
        if (window.holds(time)) {
          return window.amount();
        }
      }
      return amount;
    }
  }

  /**
   * A time in which another price holds, in the currency of its list.
   *
   * @param compareAt shown crossed out, higher than the amount; or null
   * @param from included; null: from before anything that is known
   * @param until not included; null: without end
   */
  record Window(
      BigDecimal amount,
      @Nullable BigDecimal compareAt,
      @Nullable Instant from,
      @Nullable Instant until) {
    /** For people, without the currency. */
    public String text() {
      return amount.toPlainString()
          + (compareAt == null ? "" : " (was %s)".formatted(compareAt.toPlainString()))
          + (from == null ? "" : " from " + from)
          + (until == null ? "" : " until " + until);
    }

    boolean holds(Instant time) {
      return (from == null || !time.isBefore(from)) && (until == null || time.isBefore(until));
    }
  }

  /**
   * @param json the content as one JSON object, UTF-8
   */
  record Product(byte[] json) implements Value {}

  record Discontinued() implements Value {}
}
