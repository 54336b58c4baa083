package io.sluice.gateway.rules;

import io.sluice.gateway.expression.Evaluated;
import io.sluice.gateway.expression.Expression;
import io.sluice.gateway.expression.Facts;
import io.sluice.gateway.expression.Template;
import io.sluice.gateway.validation.Violations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where a field's value comes from. */
public sealed interface FieldRule {
  /** Names of the facts it reads. */
  Set<String> reads();

  /**
   * A value as {@link ChannelValue.Fields} has it, or an empty text or list where there is nothing
   * to show.
   */
  Evaluated evaluate(SkuReading reading);

  /** Written out: {@code { text: "Two years of warranty" }}. */
  record Text(String text) implements FieldRule {
    @Override
    public Set<String> reads() {
      return Set.of();
    }

    @Override
    public Evaluated evaluate(SkuReading reading) {
      return new Evaluated.Value(text);
    }
  }

  /**
   * A fact as it is: {@code attr.material}.
   *
   * @param name checked by {@link io.sluice.gateway.expression.Expressions#fact}
   */
  record OfFact(String name) implements FieldRule {
    @Override
    public Set<String> reads() {
      return Set.of(name);
    }

    @Override
    public Evaluated evaluate(SkuReading reading) {
      Object fact = reading.find(name);
      if (fact == null) {
        return new Evaluated.Missing(name);
      }
      return fact instanceof Facts.Unreadable unreadable
          ? new Evaluated.Failed(unreadable.why())
          : new Evaluated.Value(fact);
    }
  }

  /** A text with facts: {@code "{brand} {name}"}. */
  record OfTemplate(Template template) implements FieldRule {
    @Override
    public Set<String> reads() {
      return template.reads();
    }

    @Override
    public Evaluated evaluate(SkuReading reading) {
      return template.render(reading);
    }
  }

  /** An expression: {@code { value: 'channel_stock > 0 ? "yes" : "no"' }}. */
  record OfExpression(Expression expression) implements FieldRule {
    @Override
    public Set<String> reads() {
      return expression.reads();
    }

    @Override
    public Evaluated evaluate(SkuReading reading) {
      return expression.evaluate(reading);
    }
  }

  /** The images: those of the named roles first, then by position. */
  record Images(List<String> order) implements FieldRule {
    public Images {
      order = List.copyOf(order);
    }

    @Override
    public Set<String> reads() {
      return Set.of("images");
    }

    @Override
    public Evaluated evaluate(SkuReading reading) {
      List<String> images = reading.images(order);
      return images == null ? new Evaluated.Missing("images") : new Evaluated.Value(images);
    }
  }

  /** Several, each that is not empty; what is a list itself adds its elements. */
  record ListOf(List<FieldRule> rules) implements FieldRule {
    public ListOf {
      rules = List.copyOf(rules);
      new Violations().that("fields", !rules.isEmpty(), "must not be empty lists").orThrow();
    }

    @Override
    public Set<String> reads() {
      Set<String> names = new TreeSet<>();
      rules.forEach(rule -> names.addAll(rule.reads()));
      return names;
    }

    @Override
    public Evaluated evaluate(SkuReading reading) {
      List<String> texts = new ArrayList<>(rules.size());
      for (FieldRule rule : rules) {
        Evaluated evaluated = rule.evaluate(reading);
        if (!(evaluated instanceof Evaluated.Value value)) {
          return evaluated;
        }
        FieldTexts.addTo(texts, value.value());
      }
      return new Evaluated.Value(Collections.unmodifiableList(texts));
    }
  }

  /**
   * Another's value, looked up in a table. What is empty stays empty.
   *
   * @param name of the table, for messages
   * @param table from, to
   * @param otherwise what a value without a row becomes
   */
  record Mapped(FieldRule from, String name, Map<String, String> table, Otherwise otherwise)
      implements FieldRule {
    public Mapped {
      table = Map.copyOf(table);
    }

    /** What becomes of a value that is not in the table. */
    public sealed interface Otherwise {
      /** The product is held until somebody adds it. */
      record Hold() implements Otherwise {}

      /** It is shown as it is. */
      record Same() implements Otherwise {}

      /** It is left out. */
      record Skip() implements Otherwise {}

      /** This is shown. */
      record Text(String text) implements Otherwise {}
    }

    @Override
    public Set<String> reads() {
      return from.reads();
    }

    @Override
    public Evaluated evaluate(SkuReading reading) {
      Evaluated evaluated = from.evaluate(reading);
      if (!(evaluated instanceof Evaluated.Value value)) {
        return evaluated;
      }
      if (value.value() instanceof List<?> list) {
        return list(list);
      }
      String text = Template.text(value.value());
      String found = text.isEmpty() ? "" : find(text);
      return found == null ? missing(text) : new Evaluated.Value(found);
    }

    private Evaluated list(List<?> values) {
      List<String> found = new ArrayList<>(values.size());
      for (Object value : values) {
        String to = find(value.toString());
        if (to == null) {
          return missing(value.toString());
        } else if (!to.isEmpty()) {
          found.add(to);
        }
      }
      return new Evaluated.Value(List.copyOf(found));
    }

    private @Nullable String find(String value) {
      String to = table.get(value);
      if (to != null || otherwise instanceof Otherwise.Hold) {
        return to;
      } else if (otherwise instanceof Otherwise.Text written) {
        return written.text();
      }
      return otherwise instanceof Otherwise.Same ? value : "";
    }

    private Evaluated missing(String value) {
      return new Evaluated.Failed("'%s' is not in table %s".formatted(value, name));
    }
  }

  /**
   * Another's value, cut to what the channel takes.
   *
   * @param maxLength of a text in code points, or null
   * @param maxBytes of a text in UTF-8, or null
   * @param atMost elements of a list, or null
   */
  record Limited(
      FieldRule from,
      @Nullable Integer maxLength,
      @Nullable Integer maxBytes,
      @Nullable Integer atMost)
      implements FieldRule {
    public Limited {
      new Violations()
          .that("max_length", maxLength == null || maxLength > 0, "must be more than 0")
          .that("max_bytes", maxBytes == null || maxBytes > 0, "must be more than 0")
          .that("at_most", atMost == null || atMost > 0, "must be more than 0")
          .orThrow();
    }

    @Override
    public Set<String> reads() {
      return from.reads();
    }

    @Override
    public Evaluated evaluate(SkuReading reading) {
      Evaluated evaluated = from.evaluate(reading);
      return evaluated instanceof Evaluated.Value value
          ? new Evaluated.Value(cut(value.value()))
          : evaluated;
    }

    private Object cut(Object value) {
      if (value instanceof List<?> list) {
        int end = atMost == null ? list.size() : Math.min(atMost, list.size());
        if (maxLength == null && maxBytes == null) {
          return end == list.size() ? list : List.copyOf(list.subList(0, end));
        }
        return list.subList(0, end).stream().map(each -> cut((Object) each)).toList();
      }
      boolean scalar = value instanceof BigDecimal || value instanceof Long;
      return scalar || value instanceof Boolean
          ? value
          : FieldTexts.cut((String) value, maxLength, maxBytes);
    }
  }
}
