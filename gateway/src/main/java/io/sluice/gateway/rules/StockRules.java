package io.sluice.gateway.rules;

import io.sluice.gateway.expression.Evaluated;
import io.sluice.gateway.expression.Expression;
import io.sluice.gateway.validation.Violations;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stock that a channel shows: the sum of its warehouses, then the steps of the first rule that
 * matches, and what that does not say from the block.
 *
 * @param onlyIf where it is no, the channel's stock is somebody else's and never written
 * @param warehouses empty: all
 */
public record StockRules(
    @Nullable Expression onlyIf,
    Set<String> warehouses,
    List<Rule<StockSteps>> rules,
    StockSteps steps) {
  /** All warehouses, all of it. */
  public static final StockRules ALL = new StockRules(null, Set.of(), List.of(), StockSteps.NONE);

  public StockRules {
    warehouses = Set.copyOf(warehouses);
    StockSteps block = steps;
    rules =
        rules.stream().map(rule -> new Rule<>(rule.when(), rule.steps().orElse(block))).toList();
    new Violations()
        .that("only_if", Assortment.isCondition(onlyIf), "must be yes or no")
        .that("rules", Rule.areConditions(rules), "need yes or no in when")
        .orThrow();
  }

  boolean counts(String warehouse) {
    return warehouses.isEmpty() || warehouses.contains(warehouse);
  }

  Stream<Expression> expressions() {
    return Stream.concat(Stream.ofNullable(onlyIf), Rule.conditions(rules));
  }

  /** The least that any of the rules makes of a sum. */
  long least(long sum) {
    long least = steps.apply(sum, null);
    for (Rule<StockSteps> rule : rules) {
      least = Math.min(least, rule.steps().apply(sum, null));
    }
    return least;
  }

  FacetResult apply(SkuReading reading) {
    if (onlyIf != null) {
      Evaluated answer = onlyIf.evaluate(reading);
      if (answer == Evaluated.NO) {
        return new FacetResult.None("stock.only_if is no: the channel's own stock is left alone");
      } else if (answer != Evaluated.YES) {
        return FacetResult.hold("stock.only_if", answer);
      }
    }
    WarehouseSum sum = reading.sum();
    if (sum.unknown() != null) {
      return sum.unknown();
    }
    Rule.Match<StockSteps> match = Rule.first("stock", rules, steps, reading);
    return match.hold() == null ? shown(sum, match.steps(), reading.trace()) : match.hold();
  }

  private static FacetResult shown(WarehouseSum sum, StockSteps steps, @Nullable Trace trace) {
    if (trace != null) {
      trace.begin("stock");
      trace.step("", sum.quantity());
    }
    long quantity = steps.apply(sum.quantity(), trace);
    return new FacetResult.Value(new ChannelValue.Stock(quantity));
  }
}
