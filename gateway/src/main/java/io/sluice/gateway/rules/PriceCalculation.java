package io.sluice.gateway.rules;

import io.sluice.source.Change;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Which price of a SKU goes through the steps, and what stands beside it. For one rendering. */
final class PriceCalculation {
  private final PriceRules rules;
  private final SkuReading reading;

  PriceCalculation(PriceRules rules, SkuReading reading) {
    this.rules = rules;
    this.reading = reading;
  }

  FacetResult result() {
    Change.Price own = reading.priceIn(rules.source().list().name());
    Change.Price sold = inSale();
    if (sold == null && own == null) {
      String list = rules.source().list().name();
      return new FacetResult.None("no price in list %s is in force".formatted(list));
    }
    if (sold == null && own.amount() == null) {
      return new FacetResult.Value(new ChannelValue.Price(null, rules.source().currency(), null));
    }
    Rule.Match<PriceSteps> match = Rule.first("price", rules.rules(), rules.steps(), reading);
    return match.hold() == null ? shown(own, sold, match.steps()) : match.hold();
  }

  /** Whether no date ends the price that goes through the steps, nor the sale that it is from. */
  boolean lasts() {
    Change.Price sold = inSale();
    if (sold != null) {
      return sold.validUntil() == null && rules.sale().until() == null;
    }
    Change.Price own = reading.priceIn(rules.source().list().name());
    return own != null && own.validUntil() == null;
  }

  /** The sale's price, while there is one. */
  private Change.@Nullable Price inSale() {
    Sale sale = rules.sale();
    if (sale == null) {
      return null;
    }
    reading.changesAt(sale.changesAt(reading.nowMs()));
    if (!sale.isOn(reading.nowMs())) {
      return null;
    }
    Change.Price price = reading.priceIn(sale.source().list().name());
    return price == null || price.amount() == null ? null : price;
  }

  private FacetResult shown(
      Change.@Nullable Price own, Change.@Nullable Price sold, PriceSteps steps) {
    PriceSource source = sold == null ? rules.source() : rules.sale().source();
    SteppedPrice price = new SteppedPrice(source, steps, reading.trace());
    FacetResult.Hold hold = price.start(sold == null ? own : sold);
    if (hold == null) {
      hold = price.finish(cost(own, sold));
    }
    if (hold != null) {
      return hold;
    }
    BigDecimal beside = beside(own, sold, steps);
    boolean higher = beside != null && beside.compareTo(price.amount()) > 0;
    return new FacetResult.Value(
        new ChannelValue.Price(price.amount(), source.currency(), higher ? beside : null));
  }

  /** In the channel's currency; the list's own where the sale's price does not say it. */
  private @Nullable Ratio cost(Change.@Nullable Price own, Change.@Nullable Price sold) {
    if (sold != null && sold.cost() != null) {
      return Ratio.of(sold.cost()).times(rules.sale().source().rate());
    }
    return own == null || own.cost() == null
        ? null
        : Ratio.of(own.cost()).times(rules.source().rate());
  }

  /**
   * What is shown crossed out, if it is higher: in a sale the price outside of it, else the
   * reference price that came with the event, which no markup changes.
   */
  private @Nullable BigDecimal beside(
      Change.@Nullable Price own, Change.@Nullable Price sold, PriceSteps steps) {
    boolean crossedOut = sold != null && rules.sale().show() == Sale.Show.CROSSED_OUT;
    if (crossedOut) {
      SteppedPrice outside = new SteppedPrice(rules.source(), steps, null);
      boolean known =
          own != null
              && own.amount() != null
              && outside.start(own) == null
              && outside.finish(cost(own, null)) == null;
      return known ? outside.amount() : null;
    }
    PriceSource source = sold == null ? rules.source() : rules.sale().source();
    return new SteppedPrice(source, steps, null).reference(sold == null ? own : sold);
  }
}
