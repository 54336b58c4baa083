package io.sluice.gateway.channel;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.render.Content;
import io.sluice.gateway.render.Renderer;
import io.sluice.gateway.render.Rendering;
import io.sluice.source.Facet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the parts of a state channel's backlog share. */
record StateParts(
    ChannelPlan plan,
    Catalog catalog,
    Lanes lanes,
    ContentCache contents,
    Renderer renderer,
    Shelf shelf,
    OwedKeys owed,
    RuleHolds holds,
    GuardHolds guards,
    Repetitions repetitions,
    Timetable timetable,
    Resync resync) {
  CatalogEntry entry(int key) {
    return catalog.get(ChannelPlan.skuOf(key));
  }

  /** Position of the newest event that may have changed what is shown of a key. */
  long position(int key) {
    return renderer.position(entry(key), ChannelPlan.facetOf(key));
  }

  /** Whether the channel shows just that; what only its content can tell counts as no. */
  boolean isOnShelf(int key, Rendering rendering) {
    if (rendering instanceof Rendering.Held held && held.wanted() != null) {
      return isOnShelf(key, held.wanted());
    }
    return rendering instanceof Rendering.Ready value
        ? value.isShownBy(shelf.digest(key))
        : rendering instanceof Rendering.Nothing;
  }

  /** With content that is at hand; null where the rules break on it. */
  @Nullable Rendering render(
      CatalogEntry entry, Facet facet, @Nullable Content content, long nowMs) {
    try {
      Rendering rendering = renderer.render(entry, facet, content, nowMs);
      if (rendering instanceof Rendering.NeedsContent needed) {
        Content cached = contents.find(needed.position());
        return cached == null ? rendering : renderer.render(entry, facet, cached, nowMs);
      }
      return rendering;
    } catch (RuntimeException e) {
      // Its turn to be sent tells so.
      return null;
    }
  }

  /** What is kept of a value that the channel shows, whoever brought it there. */
  Accepted acceptance(Rendering.Ready value, long nowMs) {
    long position = Math.max(value.position(), resync.floor());
    return new Accepted(position, value.digest(), Shown.of(value.value()), false, nowMs);
  }

  /** A key waits for its rules or its guard no longer. */
  void release(int key) {
    holds.release(key);
    guards.release(key);
  }

  /** A product neither comes nor leaves now: what was to begin did not, if nothing did. */
  void rest(int sku) {
    int first = sku * ChannelPlan.FACETS;
    boolean sure =
        IntStream.range(first, first + ChannelPlan.FACETS).noneMatch(key -> owed.isUnsure(key));
    if (shelf.isMoving(sku) && sure) {
      shelf.rest(sku);
    }
  }

  /** Its value is to be sent once more, though nothing newer came. */
  void repeat(int key, long position) {
    repetitions.ask(key, Math.max(position, resync.floor()));
  }

  /** Time may have changed what is shown of a key. */
  void touchByTime(int key, long position, long nowMs) {
    repeat(key, position);
    if (holds.find(key) == Why.FREEZE) {
      holds.release(key);
    }
    owed.markByTime(key, position, nowMs);
  }

  /** When the newest fact of a facet was received, or of the SKU where it has none of its own. */
  static long receivedAtMs(CatalogEntry entry, Facet facet) {
    List<Fact> own = entry.of(facet);
    return (own.isEmpty() ? entry.facts() : own)
        .stream().mapToLong(Fact::receivedAtMs).max().orElse(0);
  }
}
