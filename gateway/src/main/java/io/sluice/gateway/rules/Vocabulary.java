package io.sluice.gateway.rules;

import io.sluice.gateway.expression.Expressions;
import io.sluice.gateway.expression.FactType;
import io.sluice.gateway.validation.Violations;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The facts that rules may read, by name, and the attributes that the catalog declares. Immutable
 * in effect and thread-safe; made once per configuration.
 */
public final class Vocabulary {
  static final String CHANNEL_PRICE = "channel_price";
  static final String CHANNEL_STOCK = "channel_stock";
  private static final String ATTRIBUTE = "attr.";
  private static final String STOCK_LATER =
      "it is known in fields; 'stock' is what the warehouses hold";
  private static final Set<String> RESERVED = Set.of("true", "false", "null", "in");
  private static final Set<FactType> DECLARABLE =
      Set.of(FactType.TEXT, FactType.NUMBER, FactType.YES_NO, FactType.TEXTS);

  private final Map<String, KnownFact> facts = new HashMap<>();
  private final ProductReader products;

  // Made when first asked for: it loads a compiler, and many files have no rules.
  private volatile @Nullable Expressions beforeRules;
  private volatile @Nullable Expressions afterPrice;
  private volatile @Nullable Expressions afterStock;

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
    Expressions known = beforeRules;
    if (known == null) {
      String price = "it is known in stock and fields; 'price' is the price before the rules";
      known = expressions(Map.of(CHANNEL_PRICE, price, CHANNEL_STOCK, STOCK_LATER));
      beforeRules = known;
    }
    return known;
  }

  /** For the rules of a stock, which may read {@code channel_price}. */
  public Expressions forStock() {
    Expressions known = afterPrice;
    if (known == null) {
      known = expressions(Map.of(CHANNEL_STOCK, STOCK_LATER));
      afterPrice = known;
    }
    return known;
  }

  /** For fields, which may read {@code channel_price} and {@code channel_stock}. */
  public Expressions forFields() {
    Expressions known = afterStock;
    if (known == null) {
      known = expressions(Map.of());
      afterStock = known;
    }
    return known;
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
