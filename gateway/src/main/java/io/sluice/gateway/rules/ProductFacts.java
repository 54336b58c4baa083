package io.sluice.gateway.rules;

import java.util.Map;

/**
 * A product's content, parsed once and kept by whoever keeps the content; immutable. {@code
 * docs/rules.md} says which members are which facts.
 */
public final class ProductFacts {
  private final Snapshot main;
  private final Map<String, Snapshot> localized;

  /**
   * @param localized by the locale's normal form
   */
  ProductFacts(Snapshot main, Map<String, Snapshot> localized) {
    this.main = main;
    this.localized = Map.copyOf(localized);
  }

  Snapshot main() {
    return main;
  }

  /** Of one locale; {@link Snapshot#EMPTY} where there is nothing for it. */
  Snapshot in(String locale) {
    return localized.isEmpty() ? Snapshot.EMPTY : localized.getOrDefault(locale, Snapshot.EMPTY);
  }
}
