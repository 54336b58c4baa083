package io.sluice.gateway.rules;

import io.sluice.gateway.expression.Expressions;
import io.sluice.gateway.expression.FactType;
import io.sluice.gateway.validation.Violations;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The facts that rules may read, by name, and the attributes that the catalog declares. Immutable
 * and thread-safe; made once per configuration.
 */
public final class Vocabulary {
  static final String CHANNEL_PRICE = "channel_price";
  static final String CHANNEL_STOCK = "channel_stock";
  private static final String ATTRIBUTE = "attr.";
  private static final Set<String> RESERVED = Set.of("true", "false", "null", "in");
  private static final Set<FactType> DECLARABLE =
      Set.of(FactType.TEXT, FactType.NUMBER, FactType.YES_NO, FactType.TEXTS);

  private final Map<String, KnownFact> facts = new HashMap<>();
  private final ProductReader products;
  private final Expressions beforeRules;
  private final Expressions afterPrice;
  private final Expressions afterStock;

  /**
   * @param attributes {@code catalog.attributes}: names of letters, digits and {@code _}, and what
   *     they are
   */
  public Vocabulary(Map<String, FactType> attributes) {
    Violations violations = new Violations();
    attributes.forEach((name, type) -> check(name, type, violations));
    violations.orThrow();
    facts.putAll(KnownFact.EVERYWHERE);
    attributes.forEach((name, type) -> facts.put(ATTRIBUTE + name, attribute(name, type)));
    products = new ProductReader(attributes);
    beforeRules =
        expressions(
            Map.of(
                CHANNEL_PRICE,
                "it is known in stock and fields; 'price' is the price before the rules",
                CHANNEL_STOCK,
                "it is known in fields; 'stock' is what the warehouses hold"));
    afterPrice =
        expressions(
            Map.of(CHANNEL_STOCK, "it is known in fields; 'stock' is what the warehouses hold"));
    afterStock = expressions(Map.of());
  }

  private static void check(String name, FactType type, Violations violations) {
    boolean identifier = name.matches("[A-Za-z_][A-Za-z0-9_]*") && !RESERVED.contains(name);
    violations
        .that(name, identifier, "must have letters, digits and _ only, or no rule can name it")
        .that(name, DECLARABLE.contains(type), "must be text, number, yes_no or texts");
  }

  private static KnownFact attribute(String name, FactType type) {
    Object absent =
        switch (type) {
          case TEXT -> "";
          case NUMBER -> BigDecimal.ZERO;
          case WHOLE -> 0L;
          case YES_NO -> false;
          case TEXTS -> List.of();
        };
    return new KnownFact(type, KnownFact.From.PRODUCT, reading -> reading.attribute(name, absent));
  }

  private Expressions expressions(Map<String, String> elsewhere) {
    Map<String, FactType> types = new HashMap<>();
    facts.forEach((name, fact) -> types.put(name, fact.type()));
    types.keySet().removeAll(elsewhere.keySet());
    return new Expressions(types, elsewhere);
  }

  /** For {@code only_if} and the rules of a price. */
  public Expressions beforeRules() {
    return beforeRules;
  }

  /** For the rules of a stock, which may read {@code channel_price}. */
  public Expressions forStock() {
    return afterPrice;
  }

  /** For fields, which may read {@code channel_price} and {@code channel_stock}. */
  public Expressions forFields() {
    return afterStock;
  }

  /**
   * Parses a product's data, once for all channels.
   *
   * @param json the data object, UTF-8
   */
  public ProductFacts product(byte[] json) {
    return products.read(json);
  }

  KnownFact get(String name) {
    KnownFact fact = facts.get(name);
    if (fact == null) {
      throw new IllegalArgumentException("no fact " + name);
    }
    return fact;
  }
}
