package io.sluice.gateway.rules;

import io.sluice.gateway.expression.Evaluated;
import io.sluice.gateway.expression.Expression;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One of a block's {@code rules}; the first that matches decides.
 *
 * @param when null: always
 * @param steps what it says; what it does not say, the block says
 */
public record Rule<S>(@Nullable Expression when, S steps) {

  /**
   * The steps to take, or why that cannot be said.
   *
   * @param hold null where it can
   */
  record Match<S>(S steps, FacetResult.@Nullable Hold hold) {}

  static <S> Match<S> first(String block, List<Rule<S>> rules, S otherwise, SkuReading reading) {
    for (int i = 0; i < rules.size(); i++) {
      Expression when = rules.get(i).when();
      Evaluated answer = when == null ? Evaluated.YES : when.evaluate(reading);
      if (answer == Evaluated.YES) {
        return new Match<>(rules.get(i).steps(), null);
      } else if (answer != Evaluated.NO) {
        String place = "%s.rules[%d].when".formatted(block, i + 1);
        return new Match<>(otherwise, FacetResult.hold(place, answer));
      }
    }
    return new Match<>(otherwise, null);
  }

  static <S> Stream<Expression> conditions(List<Rule<S>> rules) {
    return rules.stream().<@Nullable Expression>map(Rule::when).filter(Objects::nonNull);
  }

  static <S> boolean areConditions(List<Rule<S>> rules) {
    return rules.stream().allMatch(rule -> Assortment.isCondition(rule.when()));
  }
}
