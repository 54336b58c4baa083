package io.sluice.source.cloudevents;

import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/** ISO 4217 codes that a price can be in. */
final class Currencies {
  /** Those without minor units (XXX none, XTS testing, XAU gold) are no money to sell for. */
  private static final Set<String> CODES =
      Currency.getAvailableCurrencies().stream()
          .filter(currency -> currency.getDefaultFractionDigits() >= 0)
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  private Currencies() {}

  static boolean isKnown(String code) {
    return CODES.contains(code);
  }
}
