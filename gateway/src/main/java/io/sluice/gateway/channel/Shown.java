package io.sluice.gateway.channel;

import io.sluice.adapter.Value;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a channel shows of a facet, in one number: a stock as it is; of prices and their windows the
 * lowest, with its digits after the point, 0 where nobody knows; of a product 1, of one that is
 * taken away 0.
 */
final class Shown {
  private static final int SCALE_BITS = 3;
  private static final int SCALE_AT_MOST = (1 << SCALE_BITS) - 1;
  private static final int DIGITS_AT_MOST = 18;

  private Shown() {}

  static long of(Value value) {
    if (value instanceof Value.Stock stock) {
      return stock.quantity();
    } else if (value instanceof Value.Price price) {
      return price.prices().stream()
          .flatMap(Shown::amounts)
          .filter(Objects::nonNull)
          .min(Comparator.naturalOrder())
          .map(Shown::price)
          .orElse(0L);
    }
    return value instanceof Value.Product ? 1 : 0;
  }

  private static Stream<@Nullable BigDecimal> amounts(Value.ListPrice price) {
    return Stream.concat(
        Stream.of(price).map(Value.ListPrice::amount),
        price.windows().stream().map(Value.Window::amount));
  }

  static long of(BigDecimal price) {
    return price(price);
  }

  private static long price(BigDecimal amount) {
    BigDecimal plain = amount.scale() < 0 ? amount.setScale(0) : amount;
    boolean fits =
        plain.signum() >= 0
            && plain.scale() <= SCALE_AT_MOST
            && plain.precision() <= DIGITS_AT_MOST;
    return fits ? ((plain.unscaledValue().longValue() << SCALE_BITS) | plain.scale()) + 1 : 0;
  }

  /** The price that a number stands for, null where nobody knows. */
  static @Nullable BigDecimal price(long shown) {
    long code = shown - 1;
    return shown == 0 ? null : BigDecimal.valueOf(code >> SCALE_BITS, (int) (code & SCALE_AT_MOST));
  }
}
