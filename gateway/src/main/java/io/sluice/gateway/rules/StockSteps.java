package io.sluice.gateway.rules;

import io.sluice.gateway.validation.Violations;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a stock, in this order. Null: not written, and not done unless the block around a
 * rule says it.
 *
 * @param keepBack pieces that this channel never sees
 * @param share of what is left, 0 % to 100 %, rounded down
 * @param atMost shown at most
 * @param outOfStockBelow less than this is shown as 0
 */
public record StockSteps(
    @Nullable Long keepBack,
    @Nullable Percent share,
    @Nullable Long atMost,
    @Nullable Long outOfStockBelow) {
  public static final StockSteps NONE = new StockSteps(null, null, null, null);
  private static final long PER_PERCENT = 10_000;
  private static final long WHOLE = 100 * PER_PERCENT;

  public StockSteps {
    new Violations()
        .that("keep_back", keepBack == null || keepBack >= 0, "must be 0 or more")
        .that("share", share == null || share.isBetween(0, 100), "must be from 0% to 100%")
        .that("at_most", atMost == null || atMost >= 0, "must be 0 or more")
        .that(
            "out_of_stock_below",
            outOfStockBelow == null || outOfStockBelow >= 0,
            "must be 0 or more")
        .orThrow();
  }

  public StockSteps withKeepBack(long changed) {
    return new StockSteps(changed, share, atMost, outOfStockBelow);
  }

  public StockSteps withShare(Percent changed) {
    return new StockSteps(keepBack, changed, atMost, outOfStockBelow);
  }

  public StockSteps withAtMost(long changed) {
    return new StockSteps(keepBack, share, changed, outOfStockBelow);
  }

  public StockSteps withOutOfStockBelow(long changed) {
    return new StockSteps(keepBack, share, atMost, changed);
  }

  /** What this does not say, the other says. */
  StockSteps orElse(StockSteps other) {
    return new StockSteps(
        keepBack == null ? other.keepBack : keepBack,
        share == null ? other.share : share,
        atMost == null ? other.atMost : atMost,
        outOfStockBelow == null ? other.outOfStockBelow : outOfStockBelow);
  }

  /**
   * @param sum of the warehouses, 0 or more
   */
  long apply(long sum, @Nullable Trace trace) {
    long left = sum;
    if (keepBack != null) {
      left = step(Math.max(0, left - keepBack), "keep back", keepBack, trace);
    }
    if (share != null) {
      left = step(shareOf(left), "share", share, trace);
    }
    if (atMost != null) {
      left = step(Math.min(left, atMost), "at most", atMost, trace);
    }
    if (outOfStockBelow != null && left < outOfStockBelow) {
      left = step(0, "out of stock below", outOfStockBelow, trace);
    }
    return left;
  }

  /** Rounded down, without ever going beyond a long. */
  private long shareOf(long quantity) {
    long parts = share.value().movePointRight(Percent.SCALE).longValueExact();
    return quantity / WHOLE * parts + quantity % WHOLE * parts / WHOLE;
  }

  private static long step(long result, String rule, Object value, @Nullable Trace trace) {
    if (trace != null) {
      trace.step(rule + " " + value, result);
    }
    return result;
  }
}
