package io.sluice.gateway.rules;

import java.util.List;
import java.util.Map;

/**
 * A product's content, parsed once and kept by whoever keeps the content; immutable. {@code
 * docs/rules.md} says which members are which facts.
 */
public final class ProductFacts {
  private final Snapshot main;
  private final Map<String, Snapshot> localized;
  private final List<Component> components;

  /** A part of a bundle. */
  record Component(String sku, long quantity) {}

  /**
   * @param localized by the locale's normal form
   */
  ProductFacts(Snapshot main, Map<String, Snapshot> localized, List<Component> components) {
    this.main = main;
    this.localized = Map.copyOf(localized);
    this.components = List.copyOf(components);
  }

  List<Component> components() {
    return components;
  }

  Snapshot main() {
    return main;
  }

  /** Of one locale; {@link Snapshot#EMPTY} where there is nothing for it. */
  Snapshot in(String locale) {
    return localized.isEmpty() ? Snapshot.EMPTY : localized.getOrDefault(locale, Snapshot.EMPTY);
  }
}
