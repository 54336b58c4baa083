package io.sluice.gateway.rules;

import io.sluice.gateway.expression.Expression;
import io.sluice.gateway.validation.Violations;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The price that a channel shows: its list, or the sale's while that is on, then the steps of the
 * first rule that matches, and what that does not say from the block.
 *
 * @param sale in the same currency as the list, or null
 */
public record PriceRules(
    PriceSource source, @Nullable Sale sale, List<Rule<PriceSteps>> rules, PriceSteps steps) {
  public PriceRules {
    PriceSteps block = steps;
    rules =
        rules.stream().map(rule -> new Rule<>(rule.when(), rule.steps().orElse(block))).toList();
    String currency = source.currency();
    Violations violations =
        new Violations()
            .that("rules", Rule.areConditions(rules), "need yes or no in when")
            .that(
                "sale",
                sale == null || sale.source().currency().equals(currency),
                "must be in the currency of the channel, " + currency);
    Stream<PriceSteps> all = Stream.concat(Stream.of(steps), rules.stream().map(Rule::steps));
    all.distinct().forEach(each -> check(each, source, sale, violations));
    violations.orThrow();
  }

  /** A list as it is. */
  public static PriceRules of(PriceList list) {
    return new PriceRules(PriceSource.of(list), null, List.of(), PriceSteps.NONE);
  }

  private static void check(
      PriceSteps steps, PriceSource source, @Nullable Sale sale, Violations violations) {
    int digits = Amounts.digits(source.currency());
    String tooFine = "has more digits after the point than %s".formatted(source.currency());
    violations
        .that("at_least", isWithin(steps.atLeast(), digits), tooFine)
        .that("at_most", isWithin(steps.atMost(), digits), tooFine)
        .that("round", steps.round() == null || steps.round().scale() <= digits, tooFine);
    if (steps.minMargin() != null) {
      checkMargin(steps.minMargin(), source, violations);
      if (sale != null) {
        checkMargin(steps.minMargin(), sale.source(), violations);
      }
    }
  }

  private static void checkMargin(MinMargin margin, PriceSource source, Violations violations) {
    Percent vat = source.shownVat();
    violations
        .that(
            "min_margin",
            vat != null,
            () ->
                "needs to know the VAT in list '%s': catalog.price_lists"
                    .formatted(source.list().name()))
        .that(
            "min_margin",
            vat == null || margin.isReachable(vat),
            "can be reached by no price: of_net, fee and VAT take all of it");
  }

  private static boolean isWithin(@Nullable BigDecimal amount, int digits) {
    return amount == null || amount.stripTrailingZeros().scale() <= digits;
  }

  Stream<Expression> expressions() {
    return Rule.conditions(rules);
  }

  FacetResult apply(SkuReading reading) {
    return new PriceCalculation(this, reading).result();
  }
}
