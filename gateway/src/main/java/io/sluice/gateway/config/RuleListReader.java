package io.sluice.gateway.config;

import io.sluice.gateway.expression.Expression;
import io.sluice.gateway.rules.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * Reads the {@code rules} of a block, of which the first that matches decides.
 *
 * @param <S> what a rule says when it matches
 */
final class RuleListReader<S> {
  private final Section block;
  private final Shape shape;
  private final ExpressionReader expressions;
  private final Function<Section, S> steps;

  RuleListReader(
      Section block, Shape shape, ExpressionReader expressions, Function<Section, S> steps) {
    this.block = block;
    this.shape = shape;
    this.expressions = expressions;
    this.steps = steps;
  }

  List<Rule<S>> read() {
    Optional<Entry> entry = block.find("rules");
    List<Entry> items = entry.map(block.reading().scalars()::items).orElse(List.of());
    List<Rule<S>> rules = new ArrayList<>();
    for (Entry item : items) {
      if (item.value() instanceof MappingNode) {
        rules.add(rule(block.section(item).expect(shape)));
      } else {
        block.reading().scalars().mismatch(item, "a map such as { when: ..., ... }");
      }
    }
    reportUnreachable(items, rules);
    return rules;
  }

  private Rule<S> rule(Section section) {
    Expression when = section.find("when").flatMap(expressions::condition).orElse(null);
    return new Rule<>(when, steps.apply(section));
  }

  /** A rule without a condition always matches, and the first of two with the same one. */
  private void reportUnreachable(List<Entry> items, List<Rule<S>> rules) {
    Set<String> conditions = new HashSet<>();
    for (int i = 0; i < rules.size() && rules.size() == items.size(); i++) {
      Entry item = items.get(i);
      Expression when = rules.get(i).when();
      if (when != null && !conditions.add(when.source())) {
        unreachable(
            item,
            "%s: this rule can never match, an earlier one asks the same".formatted(item.named()),
            "take one of them out");
      }
      if (!block.section(item).hasOwn("when") && i + 1 < items.size()) {
        unreachable(
            items.get(i + 1),
            "%s: this rule can never match, the one before it always does"
                .formatted(items.get(i + 1).named()),
            "put the rule without 'when' last");
        return;
      }
    }
  }

  private void unreachable(Entry item, String message, String hint) {
    block.reading().problems().error(item.valuePlace(), message, hint);
  }
}
