package io.sluice.gateway.config;

import io.sluice.gateway.rules.Guard;
import io.sluice.gateway.rules.Percent;
import java.math.BigDecimal;

/** Reads {@code guard} of a channel, or of the defaults. */
final class GuardReader {
  private GuardReader() {}

  /**
   * @param holder of the key {@code guard}
   */
  static Guard read(Section holder) {
    Section guard = holder.section("guard").expect(Shape.GUARD);
    Percent dropOver = guard.value("price_drop_over", Scalars::percent).orElse(null);
    Percent riseOver = guard.value("price_rise_over", Scalars::percent).orElse(null);
    BigDecimal neverBelow = guard.value("price_never_below", Scalars::amount).orElse(null);
    Long jumpOver = guard.integer("stock_jump_over").orElse(null);
    Percent leavingOver = guard.value("leaving_over", Scalars::percent).orElse(null);
    Percent outOfStockOver = guard.value("out_of_stock_over", Scalars::percent).orElse(null);
    return guard
        .build(
            () -> new Guard(dropOver, riseOver, neverBelow, jumpOver, leavingOver, outOfStockOver))
        .orElse(Guard.NONE);
  }
}
