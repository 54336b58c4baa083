package io.sluice.gateway.config;

import io.sluice.gateway.expression.Expression;
import io.sluice.gateway.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    noteUnreachable(items, rules);
    return rules;
  }

  private Rule<S> rule(Section section) {
    Expression when = section.find("when").flatMap(expressions::condition).orElse(null);
    return new Rule<>(when, steps.apply(section));
  }

  /** A rule without a condition always matches: no later one is ever asked. */
  private void noteUnreachable(List<Entry> items, List<Rule<S>> rules) {
    for (int i = 0; i + 1 < rules.size() && rules.size() == items.size(); i++) {
      if (!block.section(items.get(i)).hasOwn("when")) {
        block
            .reading()
            .problems()
            .error(
                items.get(i + 1).valuePlace(),
                "%s: this rule can never match, the one before it always does"
                    .formatted(items.get(i).named()),
                "put the rule without 'when' last");
        return;
      }
    }
  }
}
