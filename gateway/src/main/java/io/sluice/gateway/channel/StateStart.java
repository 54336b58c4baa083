package io.sluice.gateway.channel;

import io.sluice.adapter.Listed;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.render.Rendering;
import io.sluice.source.Facet;

/** What a state channel owes when it begins: recomputed from positions, time and the shelf. */
final class StateStart {
  private final StateParts parts;

  /** From one that ran until now: what was on its way is known. */
  private final boolean takesOver;

  StateStart(StateParts parts, boolean takesOver) {
    this.parts = parts;
    this.takesOver = takesOver;
  }

  /** Whatever is newer than the shelf is owed, and whatever time may have changed. */
  void recompute(HeldBook held, long nowMs) {
    parts
        .catalog()
        .forEach(
            entry -> parts.plan().send().forEach(facet -> recompute(entry, facet, held, nowMs)));
    parts.guards().begin(parts.owed().keys());
  }

  private void recompute(CatalogEntry entry, Facet facet, HeldBook held, long nowMs) {
    Shelf shelf = parts.shelf();
    long position = parts.renderer().position(entry, facet);
    int key = ChannelPlan.key(entry.index(), facet);
    long dead = position == 0 ? 0 : dead(held, entry, facet, nowMs);
    boolean newer = position > Math.max(shelf.position(key), dead);
    boolean decided = !newer && position > dead && !shelf.discarded(key);
    boolean wanted = decided && !shelf.isLetGo(key);
    // What was cancelled is taken for shown, though nothing of it ever was.
    boolean settled =
        parts.resync().isCancelled() && shelf.digest(key) == 0 && !shelf.wasShown(key);
    boolean moving = settlesMove(key);
    boolean unheard = moving || (changedUnheard(key) && !settled);
    if (moving) {
      parts.owed().doubt(key);
    }
    if (wanted && unheard && !moving && parts.plan().isRestored()) {
      // All of it at once: what events bring goes ahead, as it does where time changes many.
      parts.touchByTime(key, position, nowMs);
    } else if (wanted && (unheard || shelf.lowered(key) || shelf.hasApproval(key))) {
      // What was lowered is to be held again, what was let through to go out.
      parts.owed().mark(key, position, StateParts.receivedAtMs(entry, facet), false);
    }
    if (position > shelf.position(key) && !takesOver) {
      // It may have been on its way when the process ended, or have arrived before it was refused.
      parts.owed().doubt(key);
    }
    if (newer) {
      boolean own = entry.position(facet) > Math.max(shelf.position(key), dead);
      if (own || !parts.resync().isNew()) {
        // Else only the rules read more, and the resync looks at it.
        parts.owed().mark(key, position, StateParts.receivedAtMs(entry, facet), own);
      }
    }
    if (parts.renderer().changesWithTime(entry, facet) && position != 0) {
      // Watched in any case: what is dead or pending now changes with time, too.
      parts.timetable().watch(key, changesAtMs(entry, facet, nowMs));
      long receivedAtMs = StateParts.receivedAtMs(entry, facet);
      if (newer && changesAtMs(entry, facet, receivedAtMs) <= nowMs) {
        // The same value may have gone out before, and another one after it.
        parts.repeat(key, position);
      } else if (decided && (facet == Facet.PRODUCT || !isGone(key))) {
        recomputeByTime(key, entry, facet, position, nowMs);
      }
    }
  }

  /** What comes of time is sent once the product is there again, which it may be by time itself. */
  private boolean isGone(int key) {
    int sku = ChannelPlan.skuOf(key);
    return parts.shelf().listed(sku) == Listed.NO && parts.shelf().isTakenAway(sku);
  }

  private long changesAtMs(CatalogEntry entry, Facet facet, long sinceMs) {
    return parts.renderer().changesAtMs(entry, facet, sinceMs);
  }

  /** A dead letter says nothing of what time has made of the value since; 0 where there is none. */
  private long dead(HeldBook held, CatalogEntry entry, Facet facet, long nowMs) {
    String part = Shelf.partName(facet);
    long dead = held.dead(entry.sku(), part);
    boolean stands =
        dead == 0
            || !parts.renderer().changesWithTime(entry, facet)
            || changesAtMs(entry, facet, held.deadSinceMs(entry.sku(), part, dead)) > nowMs;
    return stands ? dead : 0;
  }

  /**
   * What time changed last, and changed back while the process was down, may have been on its way
   * when it ended.
   */
  private void recomputeByTime(
      int key, CatalogEntry entry, Facet facet, long position, long nowMs) {
    boolean passed = changesAtMs(entry, facet, parts.shelf().knownAtMs(key)) <= nowMs;
    if (passed && !parts.renderer().actsOnDates(facet)) {
      parts.owed().doubt(key);
    }
    boolean wanted = !parts.shelf().isLetGo(key);
    if (passed
        || (wanted && !parts.isOnShelf(key, parts.renderer().render(entry, facet, null, nowMs)))) {
      parts.touchByTime(key, position, nowMs);
    }
  }

  /**
   * The channel has the product by now, which a stop may have kept from being heard, or was seen to
   * show something else.
   */
  private boolean changedUnheard(int key) {
    boolean there = parts.shelf().listed(ChannelPlan.skuOf(key)) == Listed.YES;
    long digest = parts.shelf().digest(key);
    return there && (digest == Shelf.SEEN || digest == 0) && !parts.shelf().isLetGo(key);
  }

  /** Whether it is what tells that a product is there, or is not, which nobody knows. */
  private boolean settlesMove(int key) {
    boolean tells =
        ChannelPlan.facetOf(key) == Facet.PRODUCT || !parts.plan().send().contains(Facet.PRODUCT);
    return tells && parts.shelf().isMoving(ChannelPlan.skuOf(key));
  }

  /** What the channel took before the stop and decides about is not owed meanwhile. */
  void notOwedWhilePending(int key, long position, long digest, long nowMs) {
    CatalogEntry entry = parts.entry(key);
    Facet facet = ChannelPlan.facetOf(key);
    boolean otherRules = parts.resync().number() > 0;
    boolean same = parts.position(key) <= position;
    if (parts.renderer().changesWithTime(entry, facet) || otherRules) {
      // Time or the rules may have changed it since.
      Rendering rendering = parts.renderer().render(entry, facet, null, nowMs);
      same &=
          rendering instanceof Rendering.Ready value
              ? value.isShownBy(digest)
              : rendering instanceof Rendering.Nothing;
    }
    if (same) {
      parts.owed().clean(key);
    } else if (otherRules) {
      parts.owed().mark(key, position, nowMs, false);
    }
  }
}
