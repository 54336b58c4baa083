package io.sluice.gateway.rules;

import io.sluice.gateway.validation.Violations;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How far a channel may change at once before a person is asked. Null: however far.
 *
 * @param priceDropOver part of the price that the channel shows, 0 % to 100 %
 * @param priceRiseOver the same upwards, 0 % or more
 * @param priceNeverBelow in the channel's currency, also of a product's first price
 * @param stockJumpOver pieces more than the channel shows, which is none of a product that it does
 *     not have; 0 or more
 * @param leavingOver part of the listed products that may leave within an hour, 0 % to 100 %
 * @param outOfStockOver part of the products in stock that may sell out within an hour before it is
 *     an alarm, 0 % to 100 %; what sold out is not held back
 */
public record Guard(
    @Nullable Percent priceDropOver,
    @Nullable Percent priceRiseOver,
    @Nullable BigDecimal priceNeverBelow,
    @Nullable Long stockJumpOver,
    @Nullable Percent leavingOver,
    @Nullable Percent outOfStockOver) {
  public static final Guard NONE = new Guard(null, null, null, null, null, null);

  private static final String PART = "must be from 0% to 100%";

  public Guard {
    new Violations()
        .that("price_drop_over", isPart(priceDropOver), PART)
        .that(
            "price_rise_over",
            priceRiseOver == null || priceRiseOver.value().signum() >= 0,
            "must be 0% or more")
        .that(
            "price_never_below",
            priceNeverBelow == null || priceNeverBelow.signum() >= 0,
            "must be 0 or more")
        .that("stock_jump_over", stockJumpOver == null || stockJumpOver >= 0, "must be 0 or more")
        .that("leaving_over", isPart(leavingOver), PART)
        .that("out_of_stock_over", isPart(outOfStockOver), PART)
        .orThrow();
  }

  private static boolean isPart(@Nullable Percent percent) {
    return percent == null || percent.isBetween(0, 100);
  }

  /**
   * A change that goes too far.
   *
   * @param limit the key of the limit that it is beyond
   * @param text what is shown and what would be, and what is wrong with it
   */
  public record Breach(String limit, String text) {}

  /**
   * @param shown on the channel, null: nothing, or nobody knows
   * @return null where it may be shown
   */
  public @Nullable Breach price(@Nullable BigDecimal shown, BigDecimal next) {
    String change = "price " + (shown == null ? "none" : shown.toPlainString()) + " -> ";
    change += next.toPlainString();
    if (priceNeverBelow != null && next.compareTo(priceNeverBelow) < 0) {
      return new Breach("price_never_below", change + ": below " + Amounts.plain(priceNeverBelow));
    } else if (shown == null) {
      return null;
    }
    BigDecimal rise = next.subtract(shown);
    if (isOver(rise.negate(), shown, priceDropOver)) {
      return new Breach("price_drop_over", change + ": falls by more than " + priceDropOver);
    }
    return isOver(rise, shown, priceRiseOver)
        ? new Breach("price_rise_over", change + ": rises by more than " + priceRiseOver)
        : null;
  }

  private static boolean isOver(BigDecimal change, BigDecimal of, @Nullable Percent limit) {
    return limit != null && change.compareTo(of.multiply(limit.fraction())) > 0;
  }

  /**
   * A stock that falls is never too far: what is gone must not be sold.
   *
   * @param shown on the channel, 0 where it has none
   * @return null where it may be shown
   */
  public @Nullable Breach stock(long shown, long next) {
    return stockJumpOver != null && next - shown > stockJumpOver
        ? new Breach(
            "stock_jump_over",
            "stock %d -> %d: rises by more than %d".formatted(shown, next, stockJumpOver))
        : null;
  }

  /** Whether it says how far a price may change. */
  public boolean limitsPrices() {
    return priceDropOver != null || priceRiseOver != null;
  }

  /** Whether it says how much a changed file may take away. */
  public boolean limitsFiles() {
    return leavingOver != null || outOfStockOver != null;
  }

  /** Of how many products that leave a person is asked. */
  public Breach leaving() {
    return new Breach(
        "leaving_over", "one of more than " + leavingOver + " of the products that leave");
  }

  /**
   * How many products may leave within an hour, one at least: else none ever could.
   *
   * @param listed products that the channel has
   */
  public long leavingAtMost(long listed) {
    return atMost(leavingOver, listed);
  }

  /**
   * How many products may sell out within an hour, one at least.
   *
   * @param inStock products of which the channel shows any
   */
  public long sellingOutAtMost(long inStock) {
    return atMost(outOfStockOver, inStock);
  }

  private static long atMost(@Nullable Percent part, long all) {
    return part == null
        ? Long.MAX_VALUE
        : Math.max(1, part.fraction().multiply(BigDecimal.valueOf(all)).longValue());
  }
}
