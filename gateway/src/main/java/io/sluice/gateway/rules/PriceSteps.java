package io.sluice.gateway.rules;

import io.sluice.gateway.validation.Violations;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a price, in this order. Null: not written, and not done unless the block around a
 * rule says it.
 *
 * @param markup more than -100 %
 * @param add in the channel's currency, may be negative
 * @param atLeast in the channel's currency
 * @param atMost in the channel's currency
 * @param round null: the currency's digits, half up
 * @param minMargin raises to the next rounded price that leaves enough
 */
public record PriceSteps(
    @Nullable Percent markup,
    @Nullable BigDecimal add,
    @Nullable BigDecimal atLeast,
    @Nullable BigDecimal atMost,
    @Nullable Rounding round,
    @Nullable MinMargin minMargin) {
  public static final PriceSteps NONE = new PriceSteps(null, null, null, null, null, null);

  public PriceSteps {
    boolean ordered = atLeast == null || atMost == null || atLeast.compareTo(atMost) <= 0;
    new Violations()
        .that("markup", markup == null || markup.factor().signum() > 0, "must be more than -100%")
        .that("add", add == null || Amounts.fits(add), Amounts.DIGITS_RULE)
        .that("at_least", isLimit(atLeast), Amounts.RULE)
        .that("at_most", isLimit(atMost), Amounts.RULE)
        .that(
            "at_least",
            ordered,
            () ->
                "must not be above at_most (%s), got %s"
                    .formatted(atMost.toPlainString(), atLeast.toPlainString()))
        .orThrow();
  }

  private static boolean isLimit(@Nullable BigDecimal amount) {
    return amount == null || (Amounts.fits(amount) && amount.signum() >= 0);
  }

  public PriceSteps withMarkup(Percent changed) {
    return new PriceSteps(changed, add, atLeast, atMost, round, minMargin);
  }

  public PriceSteps withAdd(BigDecimal changed) {
    return new PriceSteps(markup, changed, atLeast, atMost, round, minMargin);
  }

  public PriceSteps withAtLeast(BigDecimal changed) {
    return new PriceSteps(markup, add, changed, atMost, round, minMargin);
  }

  public PriceSteps withAtMost(BigDecimal changed) {
    return new PriceSteps(markup, add, atLeast, changed, round, minMargin);
  }

  public PriceSteps withRound(Rounding changed) {
    return new PriceSteps(markup, add, atLeast, atMost, changed, minMargin);
  }

  public PriceSteps withMinMargin(MinMargin changed) {
    return new PriceSteps(markup, add, atLeast, atMost, round, changed);
  }

  /** What this does not say, the other says. */
  PriceSteps orElse(PriceSteps other) {
    return new PriceSteps(
        markup == null ? other.markup : markup,
        add == null ? other.add : add,
        atLeast == null ? other.atLeast : atLeast,
        atMost == null ? other.atMost : atMost,
        round == null ? other.round : round,
        minMargin == null ? other.minMargin : minMargin);
  }
}
