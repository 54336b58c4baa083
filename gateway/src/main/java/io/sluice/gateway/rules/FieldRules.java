package io.sluice.gateway.rules;

import io.sluice.gateway.expression.Evaluated;
import io.sluice.gateway.validation.Suggestions;
import io.sluice.gateway.validation.Violations;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a channel shows of a product's content. A field that comes out empty is left out.
 *
 * @param fields in the order of the configuration
 * @param declared the fields that the adapter knows; empty: it takes any
 */
public record FieldRules(Map<String, FieldRule> fields, Set<String> declared) {
  public FieldRules {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    declared = Collections.unmodifiableSet(new TreeSet<>(declared));
    Violations violations = new Violations().that("fields", !fields.isEmpty(), "must not be empty");
    for (String name : fields.keySet()) {
      Set<String> known = declared;
      violations.that(
          name,
          known.isEmpty() || known.contains(name),
          () -> "is no field of this channel; " + Suggestions.hint(name, known));
    }
    violations.orThrow();
  }

  /** Names of all facts they read. */
  Set<String> reads() {
    Set<String> names = new TreeSet<>();
    fields.values().forEach(rule -> names.addAll(rule.reads()));
    return names;
  }

  FacetResult apply(SkuReading reading) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, FieldRule> field : fields.entrySet()) {
      Evaluated evaluated = field.getValue().evaluate(reading);
      if (!(evaluated instanceof Evaluated.Value value)) {
        return FacetResult.hold("fields." + field.getKey(), evaluated);
      }
      if (!FieldTexts.isEmpty(value.value())) {
        values.put(field.getKey(), value.value());
        trace(field.getKey(), value.value(), reading);
      }
    }
    return new FacetResult.Value(new ChannelValue.Fields(values));
  }

  private static void trace(String field, Object value, SkuReading reading) {
    Trace trace = reading.trace();
    if (trace != null) {
      trace.begin(field);
      trace.step("", value);
    }
  }
}
