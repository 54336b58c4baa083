package io.sluice.gateway.rules;

import io.sluice.gateway.validation.Violations;
import io.sluice.source.Facet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A time in which changes wait.
 *
 * @param hold whose changes, at least one
 * @param from included
 * @param until not included
 * @param zone in which people are told when it ends
 */
public record Freeze(String name, Set<Facet> hold, Instant from, Instant until, ZoneId zone) {
  public Freeze {
    hold = hold.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(hold));
    new Violations()
        .that("name", !name.isBlank(), "must not be empty")
        .that("hold", !hold.isEmpty(), "needs at least one facet")
        .that(
            "until",
            from.isBefore(until),
            () -> "must lie after from (%s), got %s".formatted(text(from, zone), text(until, zone)))
        .orThrow();
  }

  /** The date as the file writes it. */
  private static String text(Instant date, ZoneId zone) {
    return date.atZone(zone).toLocalDateTime().toString();
  }

  boolean holds(Facet facet, long nowMs) {
    return hold.contains(facet) && from.toEpochMilli() <= nowMs && nowMs < until.toEpochMilli();
  }

  /** A sentence for the merchant. */
  public String text() {
    return "freeze '%s' holds it until %s (%s)".formatted(name, text(until, zone), zone);
  }
}
