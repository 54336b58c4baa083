package io.sluice.gateway.rules;

import io.sluice.gateway.validation.Violations;
import org.jspecify.annotations.Nullable;

/**
 * One of {@code catalog.price_lists}: what the amounts in its events mean.
 *
 * @param name as in the events
 * @param currency ISO 4217; a price in another one is held
 * @param vat what the amounts include, 0 % for net prices, null where nobody said
 */
public record PriceList(String name, String currency, @Nullable Percent vat) {
  public PriceList {
    new Violations()
        .that("currency", Amounts.isCurrency(currency), "must be a currency such as EUR")
        .that("vat", vat == null || vat.isBetween(0, 100), "must be from 0% to 100%")
        .orThrow();
  }
}
