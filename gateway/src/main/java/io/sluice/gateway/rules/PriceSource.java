package io.sluice.gateway.rules;

import io.sluice.gateway.validation.Violations;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A price list as a channel uses it: with the channel's VAT and in its currency.
 *
 * @param vat of the channel, null: as the list has it
 * @param currency of the channel
 * @param rate units of the channel's currency for one of the list's; 1 where they are the same
 */
public record PriceSource(PriceList list, @Nullable Percent vat, String currency, BigDecimal rate) {
  public PriceSource {
    boolean same = list.currency().equals(currency);
    new Violations()
        .that("currency", Amounts.isCurrency(currency), "must be a currency such as EUR")
        .that("vat", vat == null || vat.isBetween(0, 100), "must be from 0% to 100%")
        .that(
            "vat",
            vat == null || list.vat() != null,
            () -> "needs to know the VAT in list '%s': catalog.price_lists".formatted(list.name()))
        .that("rate", Amounts.fits(rate) && rate.signum() > 0, "must be more than 0")
        .that(
            "rate",
            !same || rate.compareTo(BigDecimal.ONE) == 0,
            "must be 1 between the same currencies")
        .orThrow();
  }

  /** The list as it is. */
  public static PriceSource of(PriceList list) {
    return new PriceSource(list, null, list.currency(), BigDecimal.ONE);
  }

  /** VAT in what the channel shows, null where nobody said. */
  @Nullable Percent shownVat() {
    return vat == null ? list.vat() : vat;
  }

  boolean changesVat() {
    return vat != null && list.vat() != null && vat.value().compareTo(list.vat().value()) != 0;
  }

  boolean changesCurrency() {
    return !list.currency().equals(currency);
  }
}
