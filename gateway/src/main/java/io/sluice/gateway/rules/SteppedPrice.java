package io.sluice.gateway.rules;

import io.sluice.source.Change;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * One price on its way through the steps, in this order: VAT, rate, markup, add, at_least and
 * at_most, round, min_margin. Exact until it is rounded, once.
 *
 * <p>INVARIANT: the result is never below {@code at_least} nor above {@code at_most}. Where
 * rounding would lead out of them, the nearest such price inside is taken; where there is none, the
 * currency's digits only.
 */
final class SteppedPrice {
  private final PriceSource source;
  private final PriceSteps steps;
  private final @Nullable Trace trace;
  private final int digits;
  private final Rounding round;
  private Ratio exact = Ratio.of(BigDecimal.ZERO);
  private BigDecimal amount = BigDecimal.ZERO;

  SteppedPrice(PriceSource source, PriceSteps steps, @Nullable Trace trace) {
    this.source = source;
    this.steps = steps;
    this.trace = trace;
    this.digits = Amounts.digits(source.currency());
    this.round = steps.round() == null ? Rounding.toDigits(digits) : steps.round();
  }

  /** After {@link #finish}: in the currency's digits. */
  BigDecimal amount() {
    return amount;
  }

  /** As far as the price before rounding; why not, or null. */
  FacetResult.@Nullable Hold start(Change.Price price) {
    FacetResult.Hold hold = refusal(price);
    if (hold != null) {
      return hold;
    }
    exact = Ratio.of(price.amount());
    if (trace != null) {
      trace.begin("price");
      step(trace, "");
    }
    convert();
    if (steps.markup() != null) {
      exact = exact.times(steps.markup().factor());
      if (trace != null) {
        step(trace, sign(steps.markup().value()) + steps.markup());
      }
    }
    if (steps.add() != null) {
      exact = exact.plus(steps.add());
      if (trace != null) {
        step(trace, sign(steps.add()) + steps.add().toPlainString());
      }
    }
    limit();
    boolean takenAway = price.amount().signum() > 0 && exact.dividend().signum() <= 0;
    return takenAway ? mapping("the price comes out at " + Amounts.shown(exact, digits)) : null;
  }

  private FacetResult.@Nullable Hold refusal(Change.Price price) {
    if (!Amounts.fits(price.amount())) {
      return mapping("the amount in list %s has too many digits".formatted(price.list()));
    }
    String currency = source.list().currency();
    return currency.equals(price.currency())
        ? null
        : mapping(
            "the price in list %s is in %s, catalog.price_lists says %s"
                .formatted(price.list(), price.currency(), currency));
  }

  private void convert() {
    if (source.changesVat()) {
      exact = exact.times(source.vat().factor()).dividedBy(source.list().vat().factor());
      if (trace != null) {
        step(trace, "VAT %s to %s".formatted(source.list().vat(), source.vat()));
      }
    }
    if (source.changesCurrency()) {
      exact = exact.times(source.rate());
      if (trace != null) {
        step(trace, "%s at %s".formatted(source.currency(), source.rate().toPlainString()));
      }
    }
  }

  private void limit() {
    if (steps.atLeast() != null && exact.compareTo(steps.atLeast()) < 0) {
      exact = Ratio.of(steps.atLeast());
      if (trace != null) {
        step(trace, "at least " + steps.atLeast().toPlainString());
      }
    }
    if (steps.atMost() != null && exact.compareTo(steps.atMost()) > 0) {
      exact = Ratio.of(steps.atMost());
      if (trace != null) {
        step(trace, "at most " + steps.atMost().toPlainString());
      }
    }
  }

  /**
   * Rounds, and raises the price until it leaves the margin; why not, or null.
   *
   * @param cost in the channel's currency, null where it was never received
   */
  FacetResult.@Nullable Hold finish(@Nullable Ratio cost) {
    amount = rounded();
    if (trace != null && exact.compareTo(amount) != 0) {
      trace.step(steps.round() == null ? "rounded" : round.toString(), shown());
    }
    FacetResult.Hold hold = margin(cost);
    if (hold != null) {
      return hold;
    }
    amount = amount.setScale(digits, RoundingMode.UNNECESSARY);
    if (!Amounts.fits(amount)) {
      return mapping("the price has too many digits");
    }
    boolean lost = amount.signum() == 0 && exact.dividend().signum() > 0;
    return lost ? mapping("the price is rounded to " + amount.toPlainString()) : null;
  }

  private BigDecimal rounded() {
    BigDecimal rounded = round.apply(exact);
    if (isAboveCap(rounded)) {
      rounded = round.below(exact);
    } else if (isBelowFloor(rounded)) {
      rounded = round.above(exact);
    }
    boolean inside = !isAboveCap(rounded) && !isBelowFloor(rounded);
    return inside ? rounded : Rounding.toDigits(digits).apply(exact);
  }

  private boolean isAboveCap(BigDecimal price) {
    return steps.atMost() != null && price.compareTo(steps.atMost()) > 0;
  }

  private boolean isBelowFloor(BigDecimal price) {
    return steps.atLeast() != null && price.compareTo(steps.atLeast()) < 0;
  }

  private FacetResult.@Nullable Hold margin(@Nullable Ratio cost) {
    MinMargin margin = steps.minMargin();
    if (margin == null) {
      return null;
    }
    if (cost == null) {
      return margin.costUnknown() == MinMargin.CostUnknown.SEND
          ? null
          : new FacetResult.Hold(
              HoldReason.INCOMPLETE, "price.min_margin needs the cost, and none was received");
    }
    return raise(margin.lowest(cost, source.shownVat()));
  }

  /**
   * To the next rounded price that is not below; to the currency's digits where the cap forbids.
   */
  private FacetResult.@Nullable Hold raise(Ratio lowest) {
    if (lowest.compareTo(amount) <= 0) {
      return null;
    }
    amount = round.above(lowest);
    if (isAboveCap(amount)) {
      amount = Rounding.toDigits(digits).above(lowest);
    }
    if (isAboveCap(amount)) {
      return new FacetResult.Hold(
          HoldReason.MARGIN,
          "price.min_margin needs %s, at_most is %s"
              .formatted(amount.toPlainString(), steps.atMost().toPlainString()));
    }
    if (trace != null) {
      trace.step("min margin", shown());
    }
    return null;
  }

  /** The event's reference price with the channel's VAT and currency, rounded; null for none. */
  @Nullable BigDecimal reference(Change.Price price) {
    if (price.compareAt() == null || !Amounts.fits(price.compareAt())) {
      return null;
    }
    exact = Ratio.of(price.compareAt());
    convert();
    return round.apply(exact).setScale(digits, RoundingMode.UNNECESSARY);
  }

  private String shown() {
    return amount.setScale(digits, RoundingMode.UNNECESSARY).toPlainString();
  }

  private void step(Trace to, String rule) {
    to.step(rule, Amounts.shown(exact, digits));
  }

  private static String sign(BigDecimal value) {
    return value.signum() < 0 ? "" : "+";
  }

  private static FacetResult.Hold mapping(String text) {
    return new FacetResult.Hold(HoldReason.MAPPING, text);
  }
}
