package io.sluice.gateway.channel;

import io.sluice.adapter.Listed;
import io.sluice.adapter.Value;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.channel.Delivery.Reason;
import io.sluice.gateway.render.Content;
import io.sluice.gateway.render.Rendering;
import io.sluice.source.Facet;
import org.jspecify.annotations.Nullable;

/** What a state channel has to send of a key whose turn it is, as the facts and rules are now. */
final class StateOffers {
  private final StateParts parts;
  private final ChannelPlan plan;
  private final Shelf shelf;
  private final OwedKeys owed;
  private final Resync resync;

  StateOffers(StateParts parts) {
    this.parts = parts;
    this.plan = parts.plan();
    this.shelf = parts.shelf();
    this.owed = parts.owed();
    this.resync = parts.resync();
  }

  Offer offer(int key, @Nullable Content fetched, long nowMs) {
    Offer offer = work(key, fetched, nowMs);
    if (!(offer instanceof Offer.Fetch)) {
      parts.guards().judged(key);
    }
    return offer;
  }

  private Offer work(int key, @Nullable Content fetched, long nowMs) {
    if (plan.rules() == null && waitsForListing(key)) {
      return Offer.Unlisted.NOW;
    }
    CatalogEntry entry = parts.entry(key);
    Facet facet = ChannelPlan.facetOf(key);
    Rendering rendering = parts.renderer().render(entry, facet, fetched, nowMs);
    if (rendering instanceof Rendering.NeedsContent needed) {
      Content cached = parts.contents().find(needed.position());
      if (cached == null) {
        return new Offer.Fetch(entry.sku(), needed.position());
      }
      rendering = parts.renderer().render(entry, facet, cached, nowMs);
    }
    parts.timetable().watch(key, rendering.changesAtMs());
    if (rendering instanceof Rendering.Ready value) {
      return ready(key, entry, facet, value, nowMs);
    } else if (rendering instanceof Rendering.Leaving leaving) {
      return leaving(key, entry, facet, leaving.last(), nowMs);
    } else if (rendering instanceof Rendering.Held held) {
      return held(key, entry, facet, held, nowMs);
    }
    return unneeded(key, entry, facet, ((Rendering.Nothing) rendering).position(), nowMs);
  }

  /** While a product waits to leave, or is not to leave, its stock falls as ever. */
  private Offer unneeded(int key, CatalogEntry entry, Facet facet, long position, long nowMs) {
    int product = ChannelPlan.key(entry.index(), Facet.PRODUCT);
    boolean stays =
        facet == Facet.STOCK && (parts.guards().isLeaving(product) || shelf.isLetGo(product));
    Rendering.Ready lowered = stays ? parts.renderer().lowered(entry) : null;
    Offer least = lowered == null ? null : lower(key, entry, facet, lowered, nowMs);
    return least == null ? nothing(key, position, nowMs) : least;
  }

  /**
   * Stock and price of a product that is not listed wait until this channel's product is. Of one
   * that is discontinued they would wait for nothing: without rules, which know that nothing is to
   * be said, they are sent as they come.
   */
  boolean waitsForListing(int key) {
    return ChannelPlan.facetOf(key) != Facet.PRODUCT
        && plan.send().contains(Facet.PRODUCT)
        && shelf.listed(ChannelPlan.skuOf(key)) == Listed.NO
        && !(plan.rules() == null && parts.entry(key).isDiscontinued())
        && !parts.lanes().triesUnlisted(key);
  }

  private Offer ready(int key, CatalogEntry entry, Facet facet, Rendering.Ready value, long nowMs) {
    if (needsNothing(key, value, owed.always(key) && !plan.dryRun())) {
      return shows(key, value) && isNews(key, value)
          ? new Offer.Agrees(parts.acceptance(value, nowMs))
          : nothing(key, value.position(), nowMs);
    } else if (waitsForListing(key)) {
      return Offer.Unlisted.NOW;
    }
    boolean takesAway =
        mayBeThere(key) && value.value() instanceof Value.Discontinued && !shows(key, value);
    return send(key, entry, facet, value, takesAway, nowMs);
  }

  /** Whether the shelf is to say so: it has another digest, or in a dry run an older position. */
  private boolean isNews(int key, Rendering.Ready value) {
    boolean newer = plan.dryRun() && value.position() > shelf.position(key);
    boolean turned = value.digest() != shelf.digest(key) && !isStale(key, value.position());
    return newer || turned;
  }

  /**
   * @param always whether it is sent even where the channel shows it
   */
  private boolean needsNothing(int key, Rendering.Ready value, boolean always) {
    boolean mayCreate =
        ChannelPlan.facetOf(key) != Facet.PRODUCT
            || parts.renderer().creates()
            || isListed(key)
            || shelf.isTakenAway(ChannelPlan.skuOf(key));
    return !mayCreate || (!waitsForListing(key) && !always && shows(key, value));
  }

  private boolean isListed(int key) {
    return shelf.listed(ChannelPlan.skuOf(key)) == Listed.YES;
  }

  private boolean mayBeThere(int key) {
    return shelf.mayHave(ChannelPlan.skuOf(key));
  }

  /** Said once, however many events come of what the channel does not have any more. */
  private Offer leaving(
      int key, CatalogEntry entry, Facet facet, Rendering.Ready last, long nowMs) {
    return mayBeThere(key) && !shows(key, last)
        ? send(key, entry, facet, last, true, nowMs)
        : nothing(key, last.position(), nowMs);
  }

  private Offer send(
      int key,
      CatalogEntry entry,
      Facet facet,
      Rendering.Ready value,
      boolean takesAway,
      long nowMs) {
    // What a changed file takes away was weighed as a whole before the channel took it over. What
    // was kept from leaving before that, or thrown away, is none of its doing.
    boolean weighed =
        takesAway && resync.owes(key) && !parts.guards().isClosed() && !shelf.isLetGo(key);
    if (weighed || !parts.guards().goesTooFar(key, value.value(), takesAway, nowMs)) {
      return new Offer.Send(delivery(key, entry, facet, value, Reason.NEWS));
    }
    Rendering.Ready lowered =
        takesAway && facet == Facet.STOCK ? parts.renderer().lowered(entry) : null;
    Offer least = lowered == null ? null : lower(key, entry, facet, lowered, nowMs);
    if (least == null && !isStale(key, value.position())) {
      if (!parts.guards().holds(key, value.value())) {
        // Nobody has seen this one.
        parts.release(key);
        lookAtStock(entry, facet, nowMs);
      }
      parts.guards().hold(key, value.value(), takesAway, nowMs);
      hold(key, Why.GUARD, value.position(), nowMs);
    }
    return least == null ? Offer.Nothing.NOW : least;
  }

  /** The stock of what is held on the channel may have counted as needless before: it falls. */
  private void lookAtStock(CatalogEntry entry, Facet facet, long nowMs) {
    int stock = ChannelPlan.key(entry.index(), Facet.STOCK);
    boolean sent = facet == Facet.PRODUCT && plan.send().contains(Facet.STOCK);
    if (sent && parts.position(stock) > 0) {
      owed.mark(stock, parts.position(stock), nowMs, false);
    }
  }

  private boolean shows(int key, Rendering.Ready value) {
    return !owed.isUnsure(key) && shelf.position(key) > 0 && value.isShownBy(shelf.digest(key));
  }

  /** What needs no update now is not looked at again at the next start. */
  private Offer nothing(int key, long position, long nowMs) {
    if (plan.rules() == null && resync.number() == 0) {
      owed.clean(key);
      parts.release(key);
    } else if (!isStale(key, position)) {
      owed.clean(key);
      parts.release(key);
      parts.repetitions().forget(key);
      shelf.disapprove(key);
      shelf.confirm(key, Math.max(position, resync.floor()));
      if (owed.isUnsure(key)) {
        // These rules want nothing there; a start may find others.
        shelf.doubt(key);
      } else if (ChannelPlan.facetOf(key) == Facet.PRODUCT) {
        parts.rest(ChannelPlan.skuOf(key));
      }
      boolean timed = parts.renderer().changesWithTime(parts.entry(key), ChannelPlan.facetOf(key));
      if (!owed.isUnsure(key) && timed) {
        shelf.known(key, nowMs);
      }
    }
    return Offer.Nothing.NOW;
  }

  /** Newer content came while this was read from the store: the key stays dirty for that. */
  private boolean isStale(int key, long position) {
    return parts.position(key) > position;
  }

  /**
   * Waits for an event or for time. A stock that falls meanwhile is lowered all the same: what is
   * gone must not be sold.
   */
  private Offer held(int key, CatalogEntry entry, Facet facet, Rendering.Held held, long nowMs) {
    if (owed.always(key) && parts.repetitions().isAsked(key)) {
      // Whatever the shelf says, it goes out once nothing holds it.
      owed.doubt(key);
    }
    if (wantsNothing(key, held.wanted())) {
      return nothing(key, held.position(), nowMs);
    }
    Rendering.Ready lowered = held.lowered();
    Offer least = lowered == null ? null : lower(key, entry, facet, lowered, nowMs);
    if (least == null && !isStale(key, held.position())) {
      parts.guards().release(key);
      hold(key, Why.valueOf(held.reason().name()), held.position(), nowMs);
    }
    return least == null ? Offer.Nothing.NOW : least;
  }

  /**
   * It may show more than the shelf says, and must not be given more by this: nothing where it
   * never accepted any, and 0 where some may have arrived.
   */
  private @Nullable Offer lower(
      int key, CatalogEntry entry, Facet facet, Rendering.Ready atMost, long nowMs) {
    long shown = shelf.quantity(entry.index());
    boolean known = shown != Shelf.UNKNOWN_QUANTITY;
    long unheard = owed.mostUnheard(key);
    // A start does not know how many those are that may have arrived.
    boolean untold = unheard == Shelf.UNKNOWN_QUANTITY && mayBeThere(key);
    boolean falls =
        atMost.value() instanceof Value.Stock stock
            && (stock.quantity() < Math.max(shown, unheard)
                || ((known || untold) && owed.isUnsure(key)));
    if (!falls) {
      return null;
    }
    // Of one that came back it shows nothing yet.
    long most = known && shelf.digest(key) != 0 ? shown : 0;
    Rendering.Ready least = atMost.withStock(Math.min(Shown.of(atMost.value()).number(), most));
    parts.guards().note(key, least.value(), false, nowMs);
    return new Offer.Send(delivery(key, entry, facet, least, Reason.LOWERED));
  }

  private void hold(int key, Why why, long position, long nowMs) {
    owed.clean(key);
    parts.holds().hold(key, why, position, nowMs);
  }

  /** Nothing would be sent if nothing held it, so nothing waits. */
  private boolean wantsNothing(int key, @Nullable Rendering wanted) {
    if (wanted instanceof Rendering.Leaving leaving) {
      return !mayBeThere(key) || shows(key, leaving.last());
    }
    return wanted instanceof Rendering.Ready value && needsNothing(key, value, false);
  }

  private Delivery delivery(
      int key, CatalogEntry entry, Facet facet, Rendering.Ready value, Reason reason) {
    String part = Shelf.partName(facet);
    Rendering.Ready sent = value.at(Math.max(value.position(), resync.floor()));
    return new Delivery(
        key,
        owed.lane(key),
        entry.index(),
        entry.sku(),
        facet,
        part,
        Updates.update(
            plan.idScope(),
            entry.sku(),
            facet,
            part,
            sent,
            listed(entry.index(), value.value()),
            generation(key, sent.position())),
        value.digest(),
        Shown.of(value.value()),
        reason,
        StateParts.receivedAtMs(entry, facet));
  }

  /** What may be there, and is to leave, is not said to be missing. */
  private Listed listed(int sku, Value value) {
    Listed known = shelf.listed(sku);
    boolean mayBeThere = known == Listed.NO && shelf.isMoving(sku);
    return mayBeThere && value instanceof Value.Discontinued ? Listed.UNKNOWN : known;
  }

  private long generation(int key, long position) {
    long asked = parts.repetitions().generation(key, position, shelf.position(key));
    // At the floor other rules may have shown another value before.
    return asked == 0 && position <= resync.floor() ? resync.number() : asked;
  }
}
