package io.sluice.gateway.channel;

import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.FactValue;
import io.sluice.gateway.operations.BacklogEntry;
import io.sluice.gateway.operations.HeldByRules;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.HeldView;
import io.sluice.gateway.operations.IncidentView;
import io.sluice.gateway.operations.SkuView;
import io.sluice.gateway.render.Content;
import io.sluice.gateway.render.Rendering;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.Freeze;
import io.sluice.gateway.rules.Guard;
import io.sluice.source.Facet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What people are shown of a state channel's backlog. */
final class StateView {
  private static final int EXAMPLES = 3;
  private static final int LOOKED_AT_ONCE = 4_096;

  private final StateParts parts;
  private final IntFunction<Standing> standings;

  /** How a key stands with the backlog. */
  enum Standing {
    IN_FLIGHT,
    /** Owed, and waits until the product is on the channel. */
    UNLISTED,
    OWED,
    CLEAN
  }

  /**
   * @param parts read only
   */
  StateView(StateParts parts, IntFunction<Standing> standings) {
    this.parts = parts;
    this.standings = standings;
  }

  /** Of a key that is owed or in flight. */
  BacklogEntry owed(int key, long sinceMs, long nowMs) {
    CatalogEntry entry = parts.entry(key);
    Facet facet = ChannelPlan.facetOf(key);
    String state =
        switch (standings.apply(key)) {
          case IN_FLIGHT -> "in flight";
          case UNLISTED -> "held";
          case OWED, CLEAN -> null;
        };
    long position = parts.renderer().position(entry, facet);
    String part = Shelf.partName(facet);
    return parts.lanes().describe(key, entry.sku(), part, position, state, sinceMs, nowMs);
  }

  SkuView.DeliveryView delivery(CatalogEntry entry, Facet facet, long nowMs) {
    int key = ChannelPlan.key(entry.index(), facet);
    Standing standing = standings.apply(key);
    SkuView.DeliveryView view =
        parts
            .lanes()
            .delivery(
                parts.plan().channel(),
                key,
                Shelf.partName(facet),
                state(standing, entry, facet, nowMs),
                parts.shelf().position(key),
                nowMs);
    boolean owed = standing == Standing.OWED || standing == Standing.UNLISTED;
    Why why = owed ? null : parts.holds().find(key);
    return why == null ? view : view.because(reason(entry, facet, why, nowMs));
  }

  private String state(Standing standing, CatalogEntry entry, Facet facet, long nowMs) {
    int key = ChannelPlan.key(entry.index(), facet);
    if (standing == Standing.IN_FLIGHT) {
      return "in flight";
    } else if (!parts.plan().send().contains(facet)) {
      return "not selected";
    }
    return switch (standing) {
      case UNLISTED -> "held";
      case OWED -> parts.lanes().stateOf(key, nowMs);
      default -> shelfState(entry, key, facet);
    };
  }

  private String shelfState(CatalogEntry entry, int key, Facet facet) {
    if (parts.holds().find(key) != null) {
      return "held";
    } else if (parts.shelf().discarded(key) || parts.shelf().isLetGo(key)) {
      return "discarded";
    }
    if (parts.shelf().position(key) >= parts.renderer().position(entry, facet)) {
      return "accepted";
    }
    // A refusal is no dead letter yet as long as nothing else has got through.
    return parts.lanes().findTrouble(key) == null ? "dead" : "held";
  }

  /** In a sentence as far as it can be told without reading the store, else in a word. */
  private String reason(CatalogEntry entry, Facet facet, Why why, long nowMs) {
    Guard.Breach breach = parts.guards().breach(ChannelPlan.key(entry.index(), facet));
    Freeze freeze = freeze(facet, why, nowMs);
    if (why == Why.GUARD && breach != null) {
      return breach.text();
    } else if (freeze != null) {
      return freeze.text();
    }
    Fact product = entry.find(Facet.PRODUCT, "");
    boolean has = product != null && product.value() instanceof FactValue.Content;
    Content content = has ? parts.contents().find(product.position()) : null;
    return parts.renderer().render(entry, facet, content, nowMs) instanceof Rendering.Held held
        ? held.text()
        : why.code();
  }

  /** Null where something else holds it, or the freeze has just ended. */
  private @Nullable Freeze freeze(Facet facet, Why why, long nowMs) {
    ChannelRules rules = parts.plan().rules();
    return why == Why.FREEZE && rules != null ? rules.freezes().find(facet, nowMs) : null;
  }

  HeldByRules heldByRules(HeldQuery query, int from, int limit, long nowMs) {
    List<HeldView> found = new ArrayList<>();
    int key = parts.holds().next(from);
    for (int looked = 0; key >= 0 && found.size() < limit && looked < LOOKED_AT_ONCE; looked++) {
      if (isAskedFor(key, query)) {
        found.add(held(key, nowMs));
      }
      key = parts.holds().next(key + 1);
    }
    return new HeldByRules(found, key);
  }

  boolean isAskedFor(int key, HeldQuery query) {
    String sku = parts.entry(key).sku();
    return isAskedFor(query.sku(), sku) && isAskedFor(query.why(), why(key).code());
  }

  private static boolean isAskedFor(@Nullable String wanted, String found) {
    return wanted == null || wanted.equals(found);
  }

  private Why why(int key) {
    return Objects.requireNonNull(parts.holds().find(key));
  }

  /** Of the guard which limit, else why. */
  private String code(int key) {
    Guard.Breach breach = parts.guards().breach(key);
    return breach == null ? why(key).code() : breach.limit();
  }

  /** What the guard holds, as one thing to decide about; null where it holds nothing. */
  @Nullable IncidentView incident(long nowMs) {
    GuardHolds guards = parts.guards();
    if (guards.count() == 0) {
      return null;
    }
    List<HeldView> examples = new ArrayList<>();
    for (int key = guards.next(0);
        key >= 0 && examples.size() < EXAMPLES;
        key = guards.next(key + 1)) {
      examples.add(held(key, nowMs));
    }
    return new IncidentView(guards.count(), Instant.ofEpochMilli(guards.sinceMs()), examples);
  }

  private HeldView held(int key, long nowMs) {
    CatalogEntry entry = parts.entry(key);
    Facet facet = ChannelPlan.facetOf(key);
    Freeze freeze = freeze(facet, why(key), nowMs);
    return new HeldView(
        parts.plan().channel(),
        entry.sku(),
        Shelf.partName(facet),
        parts.renderer().position(entry, facet),
        why(key).code(),
        Instant.ofEpochMilli(parts.holds().sinceMs(key)),
        freeze == null ? null : freeze.until(),
        0,
        code(key),
        reason(entry, facet, why(key), nowMs),
        null,
        null);
  }
}
