package io.sluice.gateway.channel;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.FactValue;
import io.sluice.gateway.operations.BacklogEntry;
import io.sluice.gateway.operations.HeldByRules;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.HeldView;
import io.sluice.gateway.operations.SkuView;
import io.sluice.gateway.render.Content;
import io.sluice.gateway.render.Renderer;
import io.sluice.gateway.render.Rendering;
import io.sluice.source.Facet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What people are shown of a state channel's backlog. */
final class StateView {
  private final ChannelPlan plan;
  private final Catalog catalog;
  private final Lanes lanes;
  private final ContentCache contents;
  private final Renderer renderer;
  private final Shelf shelf;
  private final RuleHolds holds;
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
   * @param shelf read only, as {@code holds}
   */
  StateView(
      ChannelPlan plan,
      Catalog catalog,
      Lanes lanes,
      ContentCache contents,
      Renderer renderer,
      Shelf shelf,
      RuleHolds holds,
      IntFunction<Standing> standings) {
    this.plan = plan;
    this.catalog = catalog;
    this.lanes = lanes;
    this.contents = contents;
    this.renderer = renderer;
    this.shelf = shelf;
    this.holds = holds;
    this.standings = standings;
  }

  /** Of a key that is owed or in flight. */
  BacklogEntry owed(int key, long nowMs) {
    CatalogEntry entry = catalog.get(ChannelPlan.skuOf(key));
    Facet facet = ChannelPlan.facetOf(key);
    String state =
        switch (standings.apply(key)) {
          case IN_FLIGHT -> "in flight";
          case UNLISTED -> "held";
          case OWED, CLEAN -> null;
        };
    long position = renderer.position(entry, facet);
    return lanes.describe(key, entry.sku(), Shelf.partName(facet), position, state, nowMs);
  }

  SkuView.DeliveryView delivery(CatalogEntry entry, Facet facet, long nowMs) {
    int key = ChannelPlan.key(entry.index(), facet);
    Standing standing = standings.apply(key);
    SkuView.DeliveryView view =
        lanes.delivery(
            plan.channel(),
            key,
            Shelf.partName(facet),
            state(standing, entry, facet, nowMs),
            shelf.position(key),
            nowMs);
    boolean owed = standing == Standing.OWED || standing == Standing.UNLISTED;
    Why why = owed ? null : holds.find(key);
    return why == null ? view : view.because(reason(entry, facet, why, nowMs));
  }

  private String state(Standing standing, CatalogEntry entry, Facet facet, long nowMs) {
    int key = ChannelPlan.key(entry.index(), facet);
    if (standing == Standing.IN_FLIGHT) {
      return "in flight";
    } else if (!plan.send().contains(facet)) {
      return "not selected";
    }
    return switch (standing) {
      case UNLISTED -> "held";
      case OWED -> lanes.stateOf(key, nowMs);
      default -> shelfState(entry, key, facet);
    };
  }

  private String shelfState(CatalogEntry entry, int key, Facet facet) {
    if (holds.find(key) != null) {
      return "held";
    }
    return shelf.position(key) >= renderer.position(entry, facet) ? "accepted" : "dead";
  }

  /** In a sentence as far as it can be told without reading the store, else in a word. */
  private String reason(CatalogEntry entry, Facet facet, Why why, long nowMs) {
    Fact product = entry.find(Facet.PRODUCT, "");
    boolean has = product != null && product.value() instanceof FactValue.Content;
    Content content = has ? contents.find(product.position()) : null;
    return renderer.render(entry, facet, content, nowMs) instanceof Rendering.Held held
        ? held.text()
        : why.code();
  }

  HeldByRules heldByRules(HeldQuery query, int from, int limit, long nowMs) {
    List<HeldView> found = new ArrayList<>();
    int key = holds.next(from);
    while (key >= 0 && found.size() < limit) {
      if (isAskedFor(key, query)) {
        found.add(held(key, nowMs));
      }
      key = holds.next(key + 1);
    }
    return new HeldByRules(found, key);
  }

  private boolean isAskedFor(int key, HeldQuery query) {
    String sku = catalog.get(ChannelPlan.skuOf(key)).sku();
    return isAskedFor(query.sku(), sku) && isAskedFor(query.why(), why(key).code());
  }

  private static boolean isAskedFor(@Nullable String wanted, String found) {
    return wanted == null || wanted.equals(found);
  }

  private Why why(int key) {
    return Objects.requireNonNull(holds.find(key));
  }

  private HeldView held(int key, long nowMs) {
    CatalogEntry entry = catalog.get(ChannelPlan.skuOf(key));
    Facet facet = ChannelPlan.facetOf(key);
    return new HeldView(
        plan.channel(),
        entry.sku(),
        Shelf.partName(facet),
        renderer.position(entry, facet),
        why(key).code(),
        Instant.ofEpochMilli(holds.sinceMs(key)),
        null,
        0,
        why(key).code(),
        reason(entry, facet, why(key), nowMs),
        null,
        null);
  }
}
