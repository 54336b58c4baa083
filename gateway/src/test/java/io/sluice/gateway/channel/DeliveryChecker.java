package io.sluice.gateway.channel;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import io.sluice.gateway.catalog.Fact;
import io.sluice.source.Facet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Watches every update that is begun: nothing older after something newer, one in flight per lane
 * until its acceptance is durable.
 */
final class DeliveryChecker {
  private final ChannelPlan plan;
  private final Map<String, Long> newestBegun = new HashMap<>();
  private final Set<String> inFlight = new HashSet<>();

  /** Accepted and not durable yet: what lane, which update. */
  private final Map<String, ChannelUpdate> owedToDisk = new HashMap<>();

  private final List<ChannelUpdate> begun = new ArrayList<>();
  private final Map<String, ChannelUpdate> applied = new HashMap<>();

  /** Ids of updates that were begun when their product was not there. */
  private final Set<String> begunInVain = new HashSet<>();

  private final Set<Long> acceptedPositions = new HashSet<>();

  /** What is added to positions, for a store that was restored. */
  long revisionsFrom;

  /** The SKU that an update is about, by its id; the channel may call it otherwise. */
  private final Map<String, String> ourSkus = new HashMap<>();

  /** The channel takes a change of what is not there, and makes it so. */
  boolean upserts;

  DeliveryChecker(ChannelPlan plan) {
    this.plan = plan;
  }

  /**
   * @param skus what each update is about; the channel may call it otherwise
   */
  void begin(List<ChannelUpdate> updates, List<String> skus) {
    Set<String> lanes = new HashSet<>();
    for (int i = 0; i < updates.size(); i++) {
      ChannelUpdate update = updates.get(i);
      ourSkus.put(update.id(), skus.get(i));
      String lane = lane(update);
      check(!inFlight.contains(lane), "two calls in flight for one lane", update);
      check(
          !owedToDisk.containsKey(lane), "begun before the outcome before it was durable", update);
      lanes.add(lane);
      Long newest = newestBegun.merge(ordered(update), update.revision(), Math::max);
      check(newest <= update.revision(), "older than " + newest + ", which was begun", update);
      begun.add(update);
      if (isGone(update.sku())) {
        begunInVain.add(update.id());
      }
    }
    boolean mixed = updates.stream().map(ChannelUpdate::facet).distinct().count() > 1;
    check(!mixed || plan.capabilities().facetsTogether(), "facets mixed", updates);
    inFlight.addAll(lanes);
    check(updates.stream().map(this::ordered).distinct().count() == updates.size(), "twice", null);
  }

  /**
   * A product that is taken away takes all of it along, and one that is not there takes nothing.
   */
  void applied(ChannelUpdate update) {
    boolean product = facet(update) == Facet.PRODUCT;
    if (!plan.stream() && product) {
      if (update.value() instanceof Value.Discontinued) {
        applied.remove(update.sku() + '|' + Facet.STOCK);
        applied.remove(update.sku() + '|' + Facet.PRICE);
      }
    } else if (!plan.stream() && !upserts && isGone(update.sku())) {
      if (update.listed() != Listed.NO) {
        return;
      }
      // It is tried in case somebody has put the product there again.
      applied.remove(update.sku() + '|' + Facet.PRODUCT);
    }
    applied.put(ordered(update), update);
  }

  /** Whether it was taken away, and did not come back. */
  boolean isGone(String sku) {
    ChannelUpdate last = applied.get(sku + '|' + Facet.PRODUCT);
    return last != null && last.value() instanceof Value.Discontinued;
  }

  boolean isThere(String sku) {
    ChannelUpdate last = applied.get(sku + '|' + Facet.PRODUCT);
    return last != null && last.value() instanceof Value.Product;
  }

  /**
   * Whether it would change a product that is gone, which its sender does not know. What was on its
   * way when the product left is taken.
   */
  boolean changesNothing(ChannelUpdate update) {
    boolean unaware =
        facet(update) == Facet.PRODUCT
            ? update.value() instanceof Value.Product && update.listed() == Listed.YES
            : update.listed() != Listed.NO && begunInVain.contains(update.id());
    return unaware && !upserts && !plan.stream() && isGone(update.sku());
  }

  void ended(List<ChannelUpdate> updates, List<Outcome> outcomes) {
    updates.forEach(update -> inFlight.remove(lane(update)));
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Accepted) {
        owedToDisk.put(lane(updates.get(i)), updates.get(i));
        accepted(updates.get(i));
      }
    }
  }

  void accepted(ChannelUpdate update) {
    acceptedPositions.add(update.revision());
    applied(update);
  }

  /** After rules changed, many have one revision, so it is known by its SKU. */
  void durable(String sku, String part, long position) {
    owedToDisk
        .values()
        .removeIf(
            each ->
                sku.equals(ourSkus.get(each.id()))
                    && facet(each) == Shelf.facet(part)
                    && each.revision() == position + revisionsFrom);
  }

  void crashed() {
    inFlight.clear();
    owedToDisk.clear();
  }

  private String lane(ChannelUpdate update) {
    return lane(update.sku(), facet(update));
  }

  private String lane(String sku, Facet facet) {
    return plan.lane(0, Facet.STOCK) == plan.lane(0, Facet.PRICE) ? sku : sku + '|' + facet;
  }

  /** What keeps its order: (SKU, facet), on a stream channel (SKU, facet, part). */
  private String ordered(ChannelUpdate update) {
    return update.sku() + '|' + (plan.stream() ? part(update) : facet(update).name());
  }

  static Facet facet(ChannelUpdate update) {
    return Facet.valueOf(update.facet().name());
  }

  static String part(ChannelUpdate update) {
    String part = "";
    if (update.value() instanceof Value.Stock stock) {
      part = stock.warehouses().keySet().iterator().next();
    } else if (update.value() instanceof Value.Price price) {
      part = price.prices().get(0).list();
    }
    return Fact.partName(facet(update), part);
  }

  List<ChannelUpdate> begun() {
    return begun;
  }

  List<String> begunSkus() {
    return begun.stream().map(ChannelUpdate::sku).toList();
  }

  ChannelUpdate lastApplied(String sku, String facetOrPart) {
    return applied.get(sku + '|' + facetOrPart);
  }

  boolean accepted(long position) {
    return acceptedPositions.contains(position);
  }

  private static void check(boolean holds, String problem, Object what) {
    if (!holds) {
      throw new AssertionError(problem + ": " + what);
    }
  }
}
