package io.sluice.gateway.rules;

import io.sluice.gateway.validation.Violations;
import java.math.BigDecimal;

/**
 * What must be left of a price: {@code net - fee - cost >= ofNet x net}, where net is the shown
 * price without its VAT and the fee is taken from the shown price, as marketplaces do.
 *
 * @param ofNet part of the net price that must be left, 0 % to 99 %
 * @param fee part of the shown price that the channel keeps, 0 % to 99 %
 * @param costUnknown what happens to a SKU whose cost was never received
 */
public record MinMargin(Percent ofNet, Percent fee, CostUnknown costUnknown) {
  public MinMargin {
    new Violations()
        .that("of_net", ofNet.isBetween(0, 99), "must be from 0% to 99%")
        .that("fee", fee.isBetween(0, 99), "must be from 0% to 99%")
        .orThrow();
  }

  /** What {@code cost_unknown} says. */
  public enum CostUnknown {
    /** The price goes out without this check. */
    SEND,
    /** The price is held until the cost is known. */
    HOLD
  }

  /** Whether any price is high enough. */
  boolean isReachable(Percent vat) {
    return left(vat).signum() > 0;
  }

  /** The lowest shown price that leaves enough; any number of digits. */
  Ratio lowest(Ratio cost, Percent vat) {
    // cost / ((1 - of_net) / (1 + vat) - fee), both sides times (1 + vat)
    return cost.times(vat.factor()).dividedBy(left(vat));
  }

  /** What of a net price pays for the cost. */
  private BigDecimal left(Percent vat) {
    BigDecimal fees = fee.fraction().multiply(vat.factor());
    return BigDecimal.ONE.subtract(ofNet.fraction()).subtract(fees);
  }
}
