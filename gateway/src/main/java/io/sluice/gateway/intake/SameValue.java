package io.sluice.gateway.intake;

import io.sluice.gateway.catalog.FactValue;
import io.sluice.gateway.catalog.Prices;
import io.sluice.source.Change;
import io.sluice.source.ProductEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether an event says what is known already, in whatever bytes. Content its digest tells. */
final class SameValue {
  private SameValue() {}

  /** Of what a change says alone. */
  static FactValue known(Change change) {
    if (change instanceof Change.Stock stock) {
      return new FactValue.Quantity(stock.quantity());
    } else if (change instanceof Change.Price price) {
      return new FactValue.Prices(List.of(price));
    }
    return change instanceof Change.Discontinued
        ? new FactValue.Discontinued()
        : new FactValue.Content(List.of());
  }

  static boolean of(ProductEvent event, FactValue known, long nowMs) {
    if (event.change() instanceof Change.Stock stock) {
      return known instanceof FactValue.Quantity quantity
          && quantity.quantity() == stock.quantity();
    } else if (event.change() instanceof Change.Price price) {
      return known instanceof FactValue.Prices prices
          && prices.newestFirst().stream().anyMatch(each -> same(price, each, nowMs));
    }
    return event.change() instanceof Change.Discontinued && known instanceof FactValue.Discontinued;
  }

  /** A price without times is the same as one that holds now, whenever that began and ends. */
  private static boolean same(Change.Price price, Change.Price known, long nowMs) {
    boolean times =
        price.isForEver()
            ? Prices.inForce(known, nowMs)
            : Objects.equals(price.validFrom(), known.validFrom())
                && Objects.equals(price.validUntil(), known.validUntil());
    return times
        && same(price.amount(), known.amount())
        && same(price.cost(), known.cost())
        && same(price.compareAt(), known.compareAt())
        && Objects.equals(price.currency(), known.currency());
  }

  /** 5 is 5.00. */
  private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.compareTo(other) == 0;
  }
}
