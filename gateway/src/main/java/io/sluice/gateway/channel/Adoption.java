package io.sluice.gateway.channel;

import io.sluice.adapter.Listed;
import io.sluice.adapter.Listing;
import io.sluice.adapter.Value;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.operations.ReadingView.Difference;
import io.sluice.gateway.render.Content;
import io.sluice.gateway.render.Rendering;
import io.sluice.source.Facet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes over a channel that has listings already. What it shows as it should counts as accepted, so
 * that it is not sent. What differs is noted as what it shows, so that the guard compares with it,
 * and stays owed. What was accepted there before is left alone.
 */
final class Adoption implements ListingCheck {
  private final StateParts parts;
  private final ReadingKind kind;
  private final Steps steps;
  private final ReadingReport report;

  Adoption(StateParts parts, ReadingKind kind, Steps steps, ReadingReport report) {
    this.parts = parts;
    this.kind = kind;
    this.steps = steps;
    this.report = report;
  }

  @Override
  public long check(CatalogEntry entry, Listing there, @Nullable Content read, long nowMs) {
    if (!there.listed()) {
      return DONE;
    }
    Map<Facet, Rendering> ours = new EnumMap<>(Facet.class);
    for (Facet facet : parts.plan().send()) {
      if (facet != Facet.PRODUCT || kind == ReadingKind.ADOPT_CONTENT) {
        Rendering rendering = parts.render(entry, facet, read, nowMs);
        if (rendering instanceof Rendering.NeedsContent needed) {
          return needed.position();
        } else if (rendering != null) {
          ours.put(facet, rendering);
        }
      }
    }
    Listed known = parts.shelf().listed(entry.index());
    if (known == Listed.NO) {
      steps.seen(entry);
    }
    ours.forEach((facet, rendering) -> adopt(entry, facet, rendering, there, nowMs));
    if (known != Listed.YES) {
      steps.seen(entry);
      lookAgain(entry, ours, nowMs);
    }
    return DONE;
  }

  private void adopt(
      CatalogEntry entry, Facet facet, Rendering rendering, Listing there, long nowMs) {
    int key = ChannelPlan.key(entry.index(), facet);
    long shown = ListedValues.shown(there, facet);
    boolean unwanted = parts.shelf().discarded(key) || parts.shelf().isLetGo(key);
    boolean accepted = parts.shelf().digest(key) != 0 || unwanted;
    if (accepted || (shown < 0 && facet != Facet.PRODUCT)) {
      return;
    } else if (parts.owed().wasInFlight(key)) {
      report.skipped();
      return;
    }
    parts.timetable().watch(key, rendering.changesAtMs());
    Rendering.Ready value = value(rendering.unheld());
    if (value != null && (facet == Facet.PRODUCT || shows(there, value.value()))) {
      report.same();
      steps.adopt(key, entry.sku(), parts.acceptance(value, nowMs));
    } else if (facet != Facet.PRODUCT) {
      note(key, entry, facet, seen(there, facet, value, nowMs), nowMs);
      if (rendering instanceof Rendering.Nothing) {
        // We have nothing to say there.
        return;
      }
      String wanted = value == null ? null : ListedValues.text(value.value());
      report.different(
          new Difference(
              entry.sku(), Shelf.partName(facet), ListedValues.text(there, facet), null, wanted));
    }
  }

  /** More than a channel can show at most it never shows. */
  private boolean shows(Listing there, Value value) {
    long most = parts.plan().capabilities().maxStock();
    return value instanceof Value.Stock stock && stock.quantity() > most
        ? ListedValues.shows(there, new Value.Stock(most, stock.warehouses()))
        : ListedValues.shows(there, value);
  }

  /** What the channel may be found to show; what is there is not gone. */
  private static Rendering.@Nullable Ready value(Rendering rendering) {
    Rendering.Ready value = null;
    if (rendering instanceof Rendering.Leaving leaving) {
      value = leaving.last();
    } else if (rendering instanceof Rendering.Ready ready) {
      value = ready;
    }
    return value == null || value.value() instanceof Value.Discontinued ? null : value;
  }

  /** Within a window a channel does not tell what the price is outside of it: ours is believed. */
  private static Shown seen(
      Listing there, Facet facet, Rendering.@Nullable Ready value, long nowMs) {
    Shown seen = Shown.of(ListedValues.shown(there, facet));
    Value ours = value == null ? null : value.value();
    if (facet != Facet.PRICE || !Boolean.TRUE.equals(ListedValues.showsAt(nowMs, there, ours))) {
      return seen;
    }
    Shown.OfList told = Shown.of(Objects.requireNonNull(ours)).lists().get(0);
    return new Shown(
        seen.number(),
        List.of(new Shown.OfList(told.list(), told.amount(), List.of(seen.number()))));
  }

  /** Nothing is accepted by that: the key's position stays what it was. */
  private void note(int key, CatalogEntry entry, Facet facet, Shown shown, long nowMs) {
    long before = parts.shelf().position(key);
    boolean was = parts.owed().isDirty(key);
    boolean always = was && parts.owed().always(key);
    steps.adopt(key, entry.sku(), new Accepted(before, Shelf.SEEN, shown, false, nowMs));
    long position = parts.renderer().position(entry, facet);
    if (position != 0) {
      // Also what was held: a stock that is shown higher than it is may have to be lowered.
      long atMs = was ? nowMs : StateParts.receivedAtMs(entry, facet);
      parts.owed().mark(key, position, atMs, always);
    }
  }

  /** Of a product that was not there it was enough to say nothing. */
  private void lookAgain(CatalogEntry entry, Map<Facet, Rendering> ours, long nowMs) {
    boolean wanted = ours.values().stream().map(Rendering::unheld).anyMatch(Adoption::isWanted);
    if (!wanted && !ours.isEmpty()) {
      report.leaving();
    }
    for (Facet facet : parts.plan().send()) {
      boolean silent = ours.get(facet) instanceof Rendering.Nothing;
      if (!silent && wasNotNeeded(ChannelPlan.key(entry.index(), facet))) {
        steps.touch(ChannelPlan.key(entry.index(), facet), entry, nowMs);
      }
    }
  }

  private static boolean isWanted(Rendering rendering) {
    return rendering instanceof Rendering.Held
        || (rendering instanceof Rendering.Ready ready
            && !(ready.value() instanceof Value.Discontinued));
  }

  private boolean wasNotNeeded(int key) {
    Shelf shelf = parts.shelf();
    return shelf.digest(key) == 0
        && shelf.position(key) >= parts.position(key)
        && !parts.owed().isDirty(key)
        && !shelf.discarded(key)
        && !shelf.isLetGo(key);
  }

  @Override
  public End end(long nowMs) {
    return End.OVER;
  }
}
