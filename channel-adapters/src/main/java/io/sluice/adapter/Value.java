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
   * @param amount null when the price is withdrawn
   */
  record ListPrice(
      String list,
      @Nullable BigDecimal amount,
      @Nullable String currency,
      @Nullable BigDecimal compareAt,
      @Nullable Instant validFrom,
      @Nullable Instant validUntil) {}

  /**
   * @param json the content as one JSON object, UTF-8
   */
  record Product(byte[] json) implements Value {}

  record Discontinued() implements Value {}
}
