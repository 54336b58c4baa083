package io.sluice.gateway.config;

import io.sluice.gateway.rules.PriceList;
import io.sluice.gateway.rules.Vocabulary;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code channels.yaml} says once for all channels: {@code time_zone}, {@code catalog} and
 * {@code tables}.
 *
 * @param attributes their names
 * @param warehouses those that stock events name; empty: nobody said
 * @param rates {@code EUR_GBP}: pounds for a euro
 * @param usedTables filled while the channels are read
 * @param zone for every date in the file, or null
 * @param fingerprint equal where all of this says the same
 */
record Declarations(
    Vocabulary vocabulary,
    Set<String> attributes,
    Set<String> warehouses,
    Map<String, PriceList> priceLists,
    Map<String, BigDecimal> rates,
    Map<String, Table> tables,
    Set<String> usedTables,
    @Nullable ZoneId zone,
    String fingerprint) {
  Declarations {
    attributes = Set.copyOf(attributes);
    warehouses = Set.copyOf(warehouses);
    priceLists = Map.copyOf(priceLists);
    rates = Map.copyOf(rates);
    tables = Map.copyOf(tables);
  }

  /** Whoever has read a date has a time zone. */
  ZoneId zoneOrThrow() {
    if (zone == null) {
      throw new IllegalStateException("no time zone");
    }
    return zone;
  }

  /** A date, which means nothing without a time zone. */
  Optional<Instant> instant(Reading reading, Entry entry) {
    if (zone == null) {
      reading
          .problems()
          .error(
              entry.valuePlace(),
              entry.named() + " is a date, and nobody said where",
              "begin the file with time_zone: Europe/Berlin");
      return Optional.empty();
    }
    return reading.scalars().instant(entry, zone);
  }
}
