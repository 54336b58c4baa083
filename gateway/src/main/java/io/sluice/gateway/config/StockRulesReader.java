package io.sluice.gateway.config;

import io.sluice.gateway.expression.Expression;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.rules.Rule;
import io.sluice.gateway.rules.StockRules;
import io.sluice.gateway.rules.StockSteps;
import io.sluice.gateway.validation.Suggestions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code stock} of a channel. */
final class StockRulesReader {
  private static final String ALL = "all";

  private final Section section;
  private final Declarations declared;
  private final ExpressionReader expressions;

  StockRulesReader(Section section, Declarations declared) {
    this.section = section.expect(Shape.STOCK);
    this.declared = declared;
    this.expressions = new ExpressionReader(section.reading(), declared.vocabulary().forStock());
  }

  Optional<StockRules> read() {
    Expression onlyIf = section.find("only_if").flatMap(expressions::condition).orElse(null);
    Set<String> warehouses = section.find("warehouses").map(this::warehouses).orElse(Set.of());
    StockSteps steps = steps(section);
    List<Rule<StockSteps>> rules =
        new RuleListReader<>(section, Shape.STOCK_RULE, expressions, this::steps).read();
    return section.build(() -> new StockRules(onlyIf, warehouses, rules, steps));
  }

  private StockSteps steps(Section from) {
    Long keepBack = from.integer("keep_back").orElse(null);
    Percent share = from.value("share", Scalars::percent).orElse(null);
    Long atMost = from.integer("at_most").orElse(null);
    Long below = from.integer("out_of_stock_below").orElse(null);
    return from.build(() -> new StockSteps(keepBack, share, atMost, below)).orElse(StockSteps.NONE);
  }

  /** Empty for all of them. */
  private Set<String> warehouses(Entry entry) {
    Scalars scalars = section.reading().scalars();
    if (entry.value() instanceof ScalarNode scalar && scalar.getValue().equals(ALL)) {
      return Set.of();
    }
    Set<String> names = new LinkedHashSet<>();
    for (Entry item : scalars.items(entry)) {
      scalars.literal(item).filter(name -> isKnown(item, name)).ifPresent(names::add);
    }
    if (names.isEmpty()) {
      section
          .reading()
          .problems()
          .error(
              entry.valuePlace(),
              entry.named() + " needs at least one warehouse",
              "write warehouses: all, or [BER, HAM]");
    }
    return names;
  }

  private boolean isKnown(Entry item, String name) {
    Set<String> known = declared.warehouses();
    if (!known.contains(name)) {
      section
          .reading()
          .problems()
          .error(
              item.valuePlace(),
              "%s: there is no warehouse %s in catalog.warehouses"
                  .formatted(item.named(), Texts.quote(name)),
              known.isEmpty()
                  ? "declare it: catalog: { warehouses: [%s] }".formatted(name)
                  : Suggestions.hint(name, new TreeSet<>(known)));
    }
    return known.contains(name);
  }
}
