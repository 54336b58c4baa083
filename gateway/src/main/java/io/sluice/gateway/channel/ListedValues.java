package io.sluice.gateway.channel;

import io.sluice.adapter.Listing;
import io.sluice.adapter.Value;
import io.sluice.source.Facet;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a listing says of a facet, beside values of ours. Content cannot be told from it. */
final class ListedValues {
  private ListedValues() {}

  /** In one number, as {@link Shown} has it; -1 where the listing does not say. */
  static long shown(Listing there, Facet facet) {
    return switch (facet) {
      case STOCK -> there.quantity() == null ? -1 : Math.max(0, there.quantity());
      case PRICE -> there.price() == null ? -1 : Shown.number(there.price());
      case PRODUCT -> -1;
    };
  }

  /** For people; null where the listing does not say. */
  static @Nullable String text(Listing there, Facet facet) {
    if (facet == Facet.STOCK) {
      return there.quantity() == null ? null : there.quantity().toString();
    }
    BigDecimal price = facet == Facet.PRICE ? there.price() : null;
    return price == null ? null : text(price, there.currency());
  }

  private static String text(BigDecimal price, @Nullable String currency) {
    return price.toPlainString() + (currency == null ? "" : " " + currency);
  }

  /** Of one of ours, null where it is no stock and no single price. */
  static @Nullable String text(Value value) {
    if (value instanceof Value.Stock stock) {
      return Long.toString(stock.quantity());
    }
    Value.ListPrice price = onlyPrice(value);
    return price == null || price.amount() == null
        ? null
        : text(price.amount(), price.currency()) + windows(price);
  }

  /** The windows of a price behind it; empty for none. */
  static String windows(Value.ListPrice price) {
    return price.windows().stream()
        .map(window -> ", " + window.text())
        .collect(Collectors.joining());
  }

  private static Value.@Nullable ListPrice onlyPrice(Value value) {
    List<Value.ListPrice> prices = value instanceof Value.Price price ? price.prices() : List.of();
    return prices.size() == 1 ? prices.get(0) : null;
  }

  /** Whether a listing can be held against a value at all: not against several prices. */
  static boolean comparable(Value value) {
    return value instanceof Value.Stock || onlyPrice(value) != null;
  }

  /**
   * Whether a listing that does not tell of windows shows what it should at a time, null where the
   * value has none.
   */
  static @Nullable Boolean showsAt(long nowMs, Listing there, @Nullable Value value) {
    Value.ListPrice price = value == null ? null : onlyPrice(value);
    if (price == null || price.windows().isEmpty() || there.price() == null) {
      return null;
    }
    BigDecimal amount = price.amountAt(Instant.ofEpochMilli(nowMs));
    return amount != null && there.price().compareTo(amount) == 0 && sameCurrency(there, price);
  }

  /** The price that holds at a time; null where there is none. */
  static @Nullable String amountAt(long nowMs, @Nullable Value value) {
    Value.ListPrice price = value == null ? null : onlyPrice(value);
    BigDecimal amount = price == null ? null : price.amountAt(Instant.ofEpochMilli(nowMs));
    return amount == null ? null : amount.toPlainString();
  }

  /** Whether a listing shows just that; of windows it cannot tell. */
  static boolean shows(Listing there, Value value) {
    if (value instanceof Value.Stock stock) {
      return shown(there, Facet.STOCK) == stock.quantity();
    }
    Value.ListPrice price = onlyPrice(value);
    return price != null
        && price.windows().isEmpty()
        && there.price() != null
        && price.amount() != null
        && there.price().compareTo(price.amount()) == 0
        && sameCurrency(there, price);
  }

  private static boolean sameCurrency(Listing there, Value.ListPrice price) {
    return there.currency() == null
        || price.currency() == null
        || there.currency().equalsIgnoreCase(price.currency());
  }

  /** Whether a price is shown in another currency than ours. */
  static boolean otherCurrency(Listing there, Value value) {
    Value.ListPrice price = onlyPrice(value);
    return price != null && !sameCurrency(there, price);
  }
}
