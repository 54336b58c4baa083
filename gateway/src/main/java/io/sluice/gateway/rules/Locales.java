package io.sluice.gateway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where a channel's texts are looked for: {@code de_AT}, then {@code de}, then what the product
 * says without a locale. {@code de-AT} and {@code DE_at} are the same.
 *
 * @param chain normal forms, the closest first
 */
public record Locales(List<String> chain) {
  /** Only what the product says without a locale. */
  public static final Locales NONE = new Locales(List.of());

  public Locales {
    chain = List.copyOf(chain);
  }

  /**
   * @param locale as written, such as {@code de_AT}
   */
  public static Locales of(String locale) {
    List<String> chain = new ArrayList<>();
    String rest = normal(locale);
    while (!rest.isEmpty()) {
      chain.add(rest);
      rest = rest.substring(0, Math.max(0, rest.lastIndexOf('_')));
    }
    return new Locales(chain);
  }

  static String normal(String locale) {
    return locale.strip().replace('-', '_').toLowerCase(Locale.ROOT);
  }
}
