package io.sluice.gateway.rules;

import io.sluice.source.Facet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All freezes of one channel; they may overlap. */
public record Freezes(List<Freeze> all) {
  public static final Freezes NONE = new Freezes(List.of());

  public Freezes {
    all = List.copyOf(all);
  }

  /** The one that holds a facet now, of several the one that ends last; null: none does. */
  public @Nullable Freeze find(Facet facet, long nowMs) {
    return all.stream()
        .filter(freeze -> freeze.holds(facet, nowMs))
        .max(Comparator.comparing(Freeze::until))
        .orElse(null);
  }

  /** Whose result is shown at a time: while a freeze holds, that of the moment before it began. */
  long shownAtMs(Facet facet, long ms) {
    long shown = ms;
    for (Freeze freeze = find(facet, shown); freeze != null; freeze = find(facet, shown)) {
      shown = freeze.from().toEpochMilli() - 1;
    }
    return shown;
  }

  /**
   * What becomes of a result now. What leaves the channel is no longer sold, whatever is frozen:
   * only what cannot be taken back, the end of its listing, waits with the product, and its stock
   * is 0 until then.
   *
   * @param sent facets that the channel is sent
   */
  RuleResult apply(Facet facet, RuleResult result, Set<Facet> sent, long nowMs) {
    if (result instanceof RuleResult.Shown) {
      Freeze freeze = find(facet, nowMs);
      return freeze == null ? result : held(result, freeze);
    } else if (result instanceof RuleResult.Excluded leaves
        && leaves.then() == Assortment.Then.DELIST
        && sent.contains(Facet.STOCK)
        && sent.contains(Facet.PRODUCT)) {
      Freeze freeze = find(Facet.PRODUCT, nowMs);
      return freeze == null ? result : delistedLater(facet, leaves, freeze);
    }
    return result;
  }

  private static RuleResult delistedLater(Facet facet, RuleResult.Excluded leaves, Freeze freeze) {
    return switch (facet) {
      case STOCK ->
          new RuleResult.Excluded(
              leaves.sku(), Assortment.Then.OUT_OF_STOCK, leaves.text(), end(leaves, freeze));
      case PRICE -> leaves;
      case PRODUCT -> held(leaves, freeze);
    };
  }

  private static RuleResult held(RuleResult wanted, Freeze freeze) {
    return new RuleResult.Held(HoldReason.FREEZE, freeze.text(), wanted, end(wanted, freeze));
  }

  private static long end(RuleResult result, Freeze freeze) {
    return Math.min(result.changesAtMs(), freeze.until().toEpochMilli());
  }
}
