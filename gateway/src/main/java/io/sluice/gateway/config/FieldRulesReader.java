package io.sluice.gateway.config;

import io.sluice.adapter.Field;
import io.sluice.gateway.rules.FieldRule;
import io.sluice.gateway.rules.FieldRule.Mapped.Otherwise;
import io.sluice.gateway.rules.FieldRules;
import io.sluice.gateway.validation.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code fields} of a channel: what its listings show of a product's content. */
final class FieldRulesReader {
  private static final List<String> SOURCES = List.of("from", "text", "value");

  private final Section section;
  private final Problems problems;
  private final Scalars scalars;
  private final ExpressionReader expressions;
  private final TableFinder tables;
  private final List<Field> known;

  /**
   * @param known names that a listing may have there; empty for any
   */
  FieldRulesReader(Section section, Declarations declared, List<Field> known) {
    this.known = known;
    this.section = section;
    this.problems = section.reading().problems();
    this.scalars = section.reading().scalars();
    this.expressions = new ExpressionReader(section.reading(), declared.vocabulary().forFields());
    this.tables = new TableFinder(section.reading(), declared);
  }

  /** Empty where something is wrong, which was reported. */
  Optional<FieldRules> read() {
    long before = problems.count();
    Map<String, FieldRule> fields = new LinkedHashMap<>();
    for (Entry entry : section.entries()) {
      if (!known.isEmpty() && known.stream().noneMatch(field -> field.covers(entry.key()))) {
        List<String> names = known.stream().map(Field::name).toList();
        String hint = Suggestions.hint(entry.key(), names);
        problems.error(entry.keyPlace(), "the channel has no field " + entry.named(), hint);
      }
      rule(section, entry).ifPresent(rule -> fields.put(entry.key(), rule));
    }
    return problems.count() > before
        ? Optional.empty()
        : section.build(() -> new FieldRules(fields, Set.of()));
  }

  private Optional<FieldRule> rule(Section holder, Entry entry) {
    if (entry.value() instanceof SequenceNode) {
      return list(holder, entry);
    } else if (entry.value() instanceof MappingNode && !entry.looksLikeTemplate()) {
      return described(holder.section(entry).expect(Shape.FIELD));
    } else if (entry.value() instanceof ScalarNode scalar
        && scalar.getValue().matches("(?s).*[{}].*")) {
      return expressions.template(entry).map(FieldRule.OfTemplate::new);
    }
    return expressions.fact(entry).map(FieldRule.OfFact::new);
  }

  private Optional<FieldRule> list(Section holder, Entry entry) {
    List<FieldRule> rules = new ArrayList<>();
    for (Entry item : scalars.items(entry)) {
      rule(holder, item).ifPresent(rules::add);
    }
    if (rules.isEmpty()) {
      problems.error(entry.valuePlace(), entry.named() + " needs at least one element", "");
      return Optional.empty();
    }
    return Optional.of(new FieldRule.ListOf(rules));
  }

  /** A map that says where the value comes from and what is done to it. */
  private Optional<FieldRule> described(Section field) {
    List<Entry> sources =
        field.entries().stream().filter(each -> SOURCES.contains(each.key())).toList();
    if (sources.size() != 1) {
      problems.missing(
          field.place(),
          "%s needs one of from, text and value".formatted(field.path()),
          "such as { from: category }");
      return Optional.empty();
    }
    Entry source = sources.get(0);
    return source(field, source)
        .flatMap(rule -> mapped(field, rule))
        .flatMap(rule -> limited(field, rule));
  }

  private Optional<FieldRule> source(Section field, Entry source) {
    List<String> order = order(field);
    return switch (source.key()) {
      case "text" -> scalars.literal(source).map(FieldRule.Text::new);
      case "value" -> expressions.value(source).map(FieldRule.OfExpression::new);
      default -> order.isEmpty() ? rule(field, source) : images(field, source, order);
    };
  }

  private List<String> order(Section field) {
    return field.find("order").map(scalars::items).orElse(List.of()).stream()
        .map(scalars::literal)
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<FieldRule> images(Section field, Entry source, List<String> order) {
    if (!scalars.literal(source).equals(Optional.of("images"))) {
      problems.error(
          field.placeOf("order"), "'order' in %s is for from: images".formatted(field.path()), "");
      return Optional.empty();
    }
    return Optional.of(new FieldRule.Images(order));
  }

  private Optional<FieldRule> mapped(Section field, FieldRule rule) {
    Optional<Entry> table = field.find("table");
    if (table.isEmpty()) {
      field
          .find("otherwise")
          .ifPresent(
              entry ->
                  problems.error(
                      entry.keyPlace(),
                      entry.named() + " says what becomes of a value that is not in a table",
                      "name the table: { from: ..., table: ..., otherwise: ... }"));
      return Optional.of(rule);
    }
    if (!field.require("otherwise", "hold, same, skip, or { text: ... }")) {
      return Optional.empty();
    }
    Optional<Otherwise> otherwise = field.find("otherwise").flatMap(each -> otherwise(field, each));
    return tables
        .find(table.get())
        .flatMap(
            found ->
                otherwise.map(
                    then -> new FieldRule.Mapped(rule, found.name(), found.rows(), then)));
  }

  private Optional<Otherwise> otherwise(Section field, Entry entry) {
    if (entry.value() instanceof MappingNode) {
      return field
          .section(entry)
          .expect(Shape.of("text"))
          .value("text", Scalars::literal)
          .map(Otherwise.Text::new);
    }
    return scalars
        .word(entry, List.of("hold", "same", "skip"))
        .map(
            word ->
                switch (word) {
                  case "hold" -> new Otherwise.Hold();
                  case "same" -> new Otherwise.Same();
                  default -> new Otherwise.Skip();
                });
  }

  private Optional<FieldRule> limited(Section field, FieldRule rule) {
    Integer maxLength = field.count("max_length").orElse(null);
    Integer maxBytes = field.count("max_bytes").orElse(null);
    Integer atMost = field.count("at_most").orElse(null);
    return maxLength == null && maxBytes == null && atMost == null
        ? Optional.of(rule)
        : field.build(() -> new FieldRule.Limited(rule, maxLength, maxBytes, atMost));
  }
}
