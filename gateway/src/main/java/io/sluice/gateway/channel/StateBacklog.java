package io.sluice.gateway.channel;

import io.sluice.adapter.Listed;
import io.sluice.adapter.Value;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.channel.Delivery.Reason;
import io.sluice.gateway.operations.BacklogEntry;
import io.sluice.gateway.operations.HeldByRules;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.ResyncView;
import io.sluice.gateway.operations.SkuView;
import io.sluice.gateway.render.Content;
import io.sluice.gateway.render.FactsRenderer;
import io.sluice.gateway.render.Renderer;
import io.sluice.gateway.render.Rendering;
import io.sluice.gateway.render.RulesRenderer;
import io.sluice.source.Facet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Owes the newest value per (SKU, facet). A key is dirty or it is not: events and touches set it, a
 * delivery takes it, a start recomputes it from positions. So an outage costs no copies and a week
 * of backlog is bounded by the number of SKUs.
 */
final class StateBacklog implements Backlog {
  private final ChannelPlan plan;
  private final Catalog catalog;
  private final Lanes lanes;
  private final ContentCache contents;
  private final Shelf shelf = new Shelf();
  private final Renderer renderer;
  private final ReadyQueue ready = new ReadyQueue();
  private final Timetable timetable = new Timetable();
  private final Repetitions repetitions;
  private final DirtyKeys dirty = new DirtyKeys();
  private final Map<Integer, Owed> inFlight = new HashMap<>();

  private final RuleHolds holds = new RuleHolds();
  private final Resync resync;
  private final StateView view;

  /**
   * Keys of which the channel may show something else than the shelf says: something was sent, and
   * its acceptance is not durable.
   */
  private final BitSet unsure = new BitSet();

  /** Keys in flight that rules before those that hold may have rendered. */
  private final BitSet resumed = new BitSet();

  /** From one that ran until now: what was on its way is known. */
  private boolean takesOver;

  private long superseded;

  /**
   * @param generation above those of earlier starts
   */
  StateBacklog(
      ChannelPlan plan, Catalog catalog, Lanes lanes, ContentCache contents, long generation) {
    this.plan = plan;
    this.catalog = catalog;
    this.lanes = lanes;
    this.contents = contents;
    this.renderer =
        plan.rules() == null ? new FactsRenderer() : new RulesRenderer(plan.rules(), catalog);
    this.repetitions = new Repetitions(generation);
    this.resync = new Resync(plan.fingerprint(), new Products());
    this.view =
        new StateView(plan, catalog, lanes, contents, renderer, shelf, holds, this::standing);
  }

  /** What a delivery in flight took with it. */
  private record Owed(String id, long position, DirtyKeys.Taken taken) {}

  Shelf shelf() {
    return shelf;
  }

  Resync resyncing() {
    return resync;
  }

  /**
   * Takes over the rules where they changed.
   *
   * @param newest position of all that is known
   */
  void takeRules(LongSupplier newest) {
    if (resync.isNew()) {
      resync.begin(newest.getAsLong());
    }
    shelf.rules(resync.number());
  }

  /** Nobody knows any more what was on its way. */
  void forgotten() {
    // Under the rules before, it may have been what these rules show no more.
    unsure.or(shelf.decidedBefore(resync.number() - 1));
  }

  /** Takes over what the one that ran until now knows and the store does not. */
  void inherit(StateBacklog before) {
    takesOver = true;
    unsure.or(before.unsure);
    repetitions.addAll(before.repetitions);
    superseded = before.superseded;
    dirty.addAll(before.dirty, key -> plan.send().contains(ChannelPlan.facetOf(key)));
    dirty.keys().forEach(this::queue);
  }

  @Override
  public @Nullable ResyncView resync() {
    return resync.view();
  }

  @Override
  public int keyOf(String sku, String part) {
    CatalogEntry entry = Objects.requireNonNull(catalog.find(sku));
    return ChannelPlan.key(entry.index(), Shelf.facet(part));
  }

  @Override
  public void discarded(String sku, String part, long upTo, Recording recording) {
    CatalogEntry entry = catalog.find(sku);
    if (entry == null) {
      return;
    }
    int key = keyOf(sku, part);
    recording.outcomes().discarded(sku, Shelf.partName(ChannelPlan.facetOf(key)), upTo);
    shelf.discard(key, upTo);
    if (dirty.has(key) && renderer.position(entry, ChannelPlan.facetOf(key)) <= upTo) {
      clean(key);
    }
  }

  @Override
  public boolean mayBegin() {
    return resync.mayBegin();
  }

  @Override
  public ReadyQueue ready() {
    return ready;
  }

  @Override
  public int laneOf(int key) {
    return plan.lane(ChannelPlan.skuOf(key), ChannelPlan.facetOf(key));
  }

  @Override
  public int skuOf(int key) {
    return ChannelPlan.skuOf(key);
  }

  @Override
  public void announced(List<JournaledEvent> batch) {
    for (JournaledEvent event : batch) {
      if (event.decision() == Decision.NEW) {
        committed(event, catalog.find(event.event().sku()));
      }
    }
  }

  private void committed(JournaledEvent event, @Nullable CatalogEntry entry) {
    if (entry == null) {
      return;
    }
    Facet facet = event.event().facet();
    for (Facet changed : renderer.changedBy(facet)) {
      committed(event, ChannelPlan.key(entry.index(), changed), changed == facet);
    }
    for (int other : renderer.changedWith(entry, facet)) {
      for (Facet changed : renderer.changedBy(facet)) {
        committed(event, ChannelPlan.key(other, changed), false);
      }
    }
  }

  /**
   * @param own whether the event is about this key; else it may only have changed its looks
   */
  private void committed(JournaledEvent event, int key, boolean own) {
    if (!plan.send().contains(ChannelPlan.facetOf(key)) || event.position() <= covered(key)) {
      return;
    }
    if (dirty.has(key) && own) {
      superseded++;
    }
    resync.heard(key);
    markDirty(key, event.position(), event.receivedAtMs(), own);
  }

  /**
   * Position up to which everything is accepted or in flight. The catalog is ahead of the
   * announcements, so a delivery may contain an event before it was announced.
   */
  private long covered(int key) {
    Owed owed = inFlight.get(key);
    return Math.max(shelf.position(key), owed == null ? 0 : owed.position());
  }

  @Override
  public boolean touch(String sku, String part, boolean always) {
    CatalogEntry entry = catalog.find(sku);
    Facet facet = Shelf.facet(part);
    long position = entry == null ? 0 : renderer.position(entry, facet);
    if (entry == null || !plan.send().contains(facet) || position == 0) {
      return false;
    }
    int key = ChannelPlan.key(entry.index(), facet);
    if (always) {
      repetitions.ask(key, Math.max(position, resync.floor()));
    }
    markDirty(key, position, receivedAtMs(entry, facet), always);
    return true;
  }

  /**
   * After a start: whatever is newer than the shelf is owed, and whatever time may have changed.
   */
  void recompute(HeldBook held, long nowMs) {
    catalog.forEach(entry -> plan.send().forEach(facet -> recompute(entry, facet, held, nowMs)));
  }

  private void recompute(CatalogEntry entry, Facet facet, HeldBook held, long nowMs) {
    long position = renderer.position(entry, facet);
    int key = ChannelPlan.key(entry.index(), facet);
    long dead = position == 0 ? 0 : dead(held, entry, facet, nowMs);
    boolean newer = position > Math.max(shelf.position(key), dead);
    boolean decided = !newer && position > dead && !shelf.discarded(key);
    if (decided && (changedUnheard(key) || shelf.lowered(key))) {
      // What was lowered is to be held again.
      markDirty(key, position, receivedAtMs(entry, facet), false);
    }
    if (position > shelf.position(key) && !takesOver) {
      // It may have been on its way when the process ended, or have arrived before it was refused.
      unsure.set(key);
    }
    if (newer) {
      boolean own = entry.position(facet) > Math.max(shelf.position(key), dead);
      if (own || !resync.isNew()) {
        // Else only the rules read more, and the resync looks at it.
        markDirty(key, position, receivedAtMs(entry, facet), own);
      }
    }
    if (renderer.changesWithTime(entry, facet) && position != 0) {
      // Watched in any case: what is dead or pending now changes with time, too.
      timetable.watch(key, renderer.changesAtMs(entry, facet, nowMs));
      if (newer && renderer.changesAtMs(entry, facet, receivedAtMs(entry, facet)) <= nowMs) {
        // The same value may have gone out before, and another one after it.
        repetitions.ask(key, Math.max(position, resync.floor()));
      } else if (decided) {
        recomputeByTime(key, entry, facet, position, nowMs);
      }
    }
  }

  /** A dead letter says nothing of what time has made of the value since; 0 where there is none. */
  private long dead(HeldBook held, CatalogEntry entry, Facet facet, long nowMs) {
    String part = Shelf.partName(facet);
    long dead = held.dead(entry.sku(), part);
    boolean stands =
        dead == 0
            || !renderer.changesWithTime(entry, facet)
            || renderer.changesAtMs(entry, facet, held.deadSinceMs(entry.sku(), part, dead))
                > nowMs;
    return stands ? dead : 0;
  }

  /**
   * What time changed last, and changed back while the process was down, may have been on its way
   * when it ended.
   */
  private void recomputeByTime(
      int key, CatalogEntry entry, Facet facet, long position, long nowMs) {
    boolean passed = renderer.changesAtMs(entry, facet, shelf.knownAtMs(key)) <= nowMs;
    if (passed) {
      unsure.set(key);
    }
    if (passed || !isOnShelf(key, renderer.render(entry, facet, null, nowMs))) {
      repetitions.ask(key, Math.max(position, resync.floor()));
      markDirty(key, position, nowMs, false);
    }
  }

  /** The channel has the product by now, which a stop may have kept from being heard. */
  private boolean changedUnheard(int key) {
    boolean there = shelf.listed(ChannelPlan.skuOf(key)) == Listed.YES;
    return plan.rules() != null && there && shelf.digest(key) == 0;
  }

  /** Whether the channel shows just that; what only its content can tell counts as no. */
  private boolean isOnShelf(int key, Rendering rendering) {
    return rendering instanceof Rendering.Ready value
        ? value.digest() == shelf.digest(key)
        : rendering instanceof Rendering.Nothing;
  }

  /** What the channel took before the stop and decides about is not owed meanwhile. */
  void notOwedWhilePending(int key, long position, long digest, long nowMs) {
    CatalogEntry entry = catalog.get(ChannelPlan.skuOf(key));
    Facet facet = ChannelPlan.facetOf(key);
    boolean same = renderer.position(entry, facet) <= position;
    if (renderer.changesWithTime(entry, facet) || resync.number() > 0) {
      // Time or the rules may have changed it since.
      Rendering rendering = renderer.render(entry, facet, null, nowMs);
      same &=
          rendering instanceof Rendering.Ready value
              ? value.digest() == digest
              : rendering instanceof Rendering.Nothing;
    }
    if (same) {
      clean(key);
    } else if (resync.number() > 0) {
      markDirty(key, position, nowMs, false);
    }
  }

  /** When the newest fact of a facet was received, or of the SKU where it has none of its own. */
  private static long receivedAtMs(CatalogEntry entry, Facet facet) {
    List<Fact> own = entry.of(facet);
    return (own.isEmpty() ? entry.facts() : own)
        .stream().mapToLong(Fact::receivedAtMs).max().orElse(0);
  }

  private void markDirty(int key, long position, long atMs, boolean always) {
    dirty.mark(key, position, atMs, always);
    queue(key);
  }

  void clean(int key) {
    dirty.clean(key);
    ready.remove(key);
  }

  @Override
  public void queue(int key) {
    if (dirty.has(key) && !lanes.busy(laneOf(key)) && !lanes.blocked(key)) {
      Trouble trouble = lanes.findTrouble(key);
      if (trouble != null && trouble.failures > 0) {
        ready.add(key, ReadyQueue.TROUBLED, trouble.lastFailureMs);
      } else {
        ready.add(key, rank(key), dirty.since(key));
      }
    }
  }

  private int rank(int key) {
    if (resync.owes(key)) {
      return ReadyQueue.TOUCHED;
    }
    return switch (ChannelPlan.facetOf(key)) {
      case STOCK -> falls(ChannelPlan.skuOf(key)) ? ReadyQueue.FALLING_STOCK : ReadyQueue.STOCK;
      case PRICE -> ReadyQueue.PRICE;
      case PRODUCT -> ReadyQueue.PRODUCT;
    };
  }

  /** Less than the channel shows: the one change that can oversell. */
  private boolean falls(int sku) {
    long shown = shelf.quantity(sku);
    return shown != Shelf.UNKNOWN_QUANTITY && renderer.stockAtLeast(catalog.get(sku)) < shown;
  }

  /** Stock and price of a product that is not listed wait until this channel's product is. */
  private boolean waitsForListing(int key) {
    return ChannelPlan.facetOf(key) != Facet.PRODUCT
        && plan.send().contains(Facet.PRODUCT)
        && shelf.listed(ChannelPlan.skuOf(key)) == Listed.NO
        && !lanes.triesUnlisted(key);
  }

  @Override
  public void laneFreed(int lane) {
    if (plan.lanePerSku()) {
      for (Facet facet : Facet.values()) {
        queue(ChannelPlan.key(lane, facet));
      }
    } else {
      queue(lane);
    }
  }

  @Override
  public List<Integer> companions(int key) {
    List<Integer> others = new ArrayList<>(2);
    for (Facet facet : Facet.values()) {
      int other = ChannelPlan.key(ChannelPlan.skuOf(key), facet);
      if (other != key && ready.contains(other)) {
        others.add(other);
      }
    }
    return others;
  }

  @Override
  public Offer offer(int key, @Nullable Content fetched, long nowMs) {
    if (plan.rules() == null && waitsForListing(key)) {
      return Offer.Unlisted.NOW;
    }
    CatalogEntry entry = catalog.get(ChannelPlan.skuOf(key));
    Facet facet = ChannelPlan.facetOf(key);
    Rendering rendering = renderer.render(entry, facet, fetched, nowMs);
    if (rendering instanceof Rendering.NeedsContent needed) {
      Content cached = contents.find(needed.position());
      if (cached == null) {
        return new Offer.Fetch(entry.sku(), needed.position());
      }
      rendering = renderer.render(entry, facet, cached, nowMs);
    }
    timetable.watch(key, rendering.changesAtMs());
    if (rendering instanceof Rendering.Ready value) {
      return offer(key, entry, facet, value, nowMs);
    } else if (rendering instanceof Rendering.Leaving leaving) {
      return offer(key, entry, facet, leaving, nowMs);
    } else if (rendering instanceof Rendering.Held held) {
      return held(key, entry, facet, held, nowMs);
    }
    return nothing(key, ((Rendering.Nothing) rendering).position(), nowMs);
  }

  private Offer offer(int key, CatalogEntry entry, Facet facet, Rendering.Ready value, long nowMs) {
    boolean mayCreate = facet != Facet.PRODUCT || renderer.creates();
    if (!mayCreate && shelf.listed(entry.index()) != Listed.YES) {
      return nothing(key, value.position(), nowMs);
    } else if (waitsForListing(key)) {
      return Offer.Unlisted.NOW;
    }
    return !dirty.always(key) && shows(key, value)
        ? nothing(key, value.position(), nowMs)
        : new Offer.Send(delivery(key, entry, facet, value, Reason.NEWS));
  }

  /** Said once, however many events come of what the channel does not have any more. */
  private Offer offer(
      int key, CatalogEntry entry, Facet facet, Rendering.Leaving leaving, long nowMs) {
    boolean there = shelf.listed(entry.index()) == Listed.YES;
    return there && !shows(key, leaving.last())
        ? new Offer.Send(delivery(key, entry, facet, leaving.last(), Reason.NEWS))
        : nothing(key, leaving.last().position(), nowMs);
  }

  private boolean shows(int key, Rendering.Ready value) {
    return !unsure.get(key) && shelf.position(key) > 0 && shelf.digest(key) == value.digest();
  }

  /** What needs no update now is not looked at again at the next start. */
  private Offer nothing(int key, long position, long nowMs) {
    if (plan.rules() == null && resync.number() == 0) {
      clean(key);
    } else if (!isStale(key, position)) {
      clean(key);
      holds.release(key);
      repetitions.forget(key);
      shelf.confirm(key, Math.max(position, resync.floor()));
      CatalogEntry entry = catalog.get(ChannelPlan.skuOf(key));
      if (!unsure.get(key) && renderer.changesWithTime(entry, ChannelPlan.facetOf(key))) {
        shelf.known(key, nowMs);
      }
    }
    return Offer.Nothing.NOW;
  }

  /** Newer content came while this was read from the store: the key stays dirty for that. */
  private boolean isStale(int key, long position) {
    CatalogEntry entry = catalog.get(ChannelPlan.skuOf(key));
    return renderer.position(entry, ChannelPlan.facetOf(key)) > position;
  }

  /**
   * Waits for an event or for time. A stock that falls meanwhile is lowered all the same: what is
   * gone must not be sold.
   */
  private Offer held(int key, CatalogEntry entry, Facet facet, Rendering.Held held, long nowMs) {
    Rendering.Ready lowered = held.lowered();
    long shown = shelf.quantity(entry.index());
    if (lowered != null
        && lowered.value() instanceof Value.Stock stock
        && shown != Shelf.UNKNOWN_QUANTITY
        && (stock.quantity() < shown || unsure.get(key))) {
      // It may show more than the shelf says, and must not be given more by this.
      Rendering.Ready least = lowered.withStock(Math.min(stock.quantity(), shown));
      return new Offer.Send(delivery(key, entry, facet, least, Reason.LOWERED));
    }
    if (!isStale(key, held.position())) {
      clean(key);
      holds.hold(key, Why.valueOf(held.reason().name()), nowMs);
    }
    return Offer.Nothing.NOW;
  }

  private Delivery delivery(
      int key, CatalogEntry entry, Facet facet, Rendering.Ready value, Reason reason) {
    String part = Shelf.partName(facet);
    Rendering.Ready sent = value.at(Math.max(value.position(), resync.floor()));
    return new Delivery(
        key,
        laneOf(key),
        entry.index(),
        entry.sku(),
        facet,
        part,
        Updates.update(
            plan.channel(),
            entry.sku(),
            facet,
            part,
            sent,
            shelf.listed(entry.index()),
            generation(key, sent.position())),
        value.digest(),
        value.value() instanceof Value.Stock stock ? stock.quantity() : 0,
        reason);
  }

  private long generation(int key, long position) {
    long asked = repetitions.generation(key, position, shelf.position(key));
    // At the floor other rules may have shown another value before.
    return asked == 0 && position <= resync.floor() ? resync.number() : asked;
  }

  @Override
  public long timePassed(long nowMs) {
    for (int key = timetable.poll(nowMs); key >= 0; key = timetable.poll(nowMs)) {
      CatalogEntry entry = catalog.get(ChannelPlan.skuOf(key));
      long position = renderer.position(entry, ChannelPlan.facetOf(key));
      repetitions.ask(key, Math.max(position, resync.floor()));
      markDirty(key, position, nowMs, false);
    }
    return Math.min(timetable.nextAtMs(), resync.step(nowMs));
  }

  /** What rules that changed may show otherwise. */
  private final class Products implements Resync.Products {
    @Override
    public int count() {
      return catalog.size();
    }

    @Override
    public boolean look(int sku, IntConsumer owed, long nowMs) {
      CatalogEntry entry = catalog.get(sku);
      boolean rendered = false;
      for (Facet facet : plan.send()) {
        int key = ChannelPlan.key(sku, facet);
        long position = renderer.position(entry, facet);
        // Nobody wanted what was discarded.
        if (position != 0 && !shelf.decided(key) && !shelf.discarded(key)) {
          rendered = true;
          if (dirty.has(key)) {
            // It is rendered when it is sent; what an event brought does not wait for this.
            if (position <= shelf.position(key)) {
              owed.accept(key);
              queue(key);
            }
          } else if (differs(key, entry, facet, nowMs)) {
            owed.accept(key);
            markDirty(key, position, nowMs, false);
          } else {
            shelf.confirm(key, resync.floor());
          }
        }
      }
      return rendered;
    }

    private boolean differs(int key, CatalogEntry entry, Facet facet, long nowMs) {
      return unsure.get(key) || inFlight.containsKey(key) || !shows(key, entry, facet, nowMs);
    }

    /** What cannot be rendered is held when its turn comes. */
    private boolean shows(int key, CatalogEntry entry, Facet facet, long nowMs) {
      try {
        return isOnShelf(key, renderer.render(entry, facet, null, nowMs));
      } catch (RuntimeException e) {
        return false;
      }
    }

    @Override
    public boolean waits(int key) {
      return (dirty.has(key) || inFlight.containsKey(key)) && !lanes.blocked(key);
    }
  }

  @Override
  public void began(Delivery delivery) {
    int key = delivery.key();
    inFlight.put(key, new Owed(delivery.update().id(), delivery.position(), dirty.take(key)));
    resumed.clear(key);
    ready.remove(key);
    if (!delivery.lowered()) {
      holds.release(key);
    }
    unsure.set(key);
    CatalogEntry entry = catalog.get(delivery.sku());
    long newest = renderer.position(entry, delivery.facet());
    if (newest > delivery.position()) {
      // Newer content came while this was read from the store.
      boolean own = entry.position(delivery.facet()) > delivery.position();
      markDirty(key, newest, receivedAtMs(entry, delivery.facet()), own);
    }
  }

  @Override
  public void resumed(Delivery delivery, long sinceMs) {
    long position = delivery.position();
    DirtyKeys.Taken taken = new DirtyKeys.Taken(position, (int) (sinceMs / 1000), true);
    inFlight.put(delivery.key(), new Owed(delivery.update().id(), position, taken));
    resumed.set(delivery.key());
  }

  @Override
  public Target target(int key) {
    CatalogEntry entry = catalog.get(ChannelPlan.skuOf(key));
    Facet facet = ChannelPlan.facetOf(key);
    long position = Math.max(renderer.position(entry, facet), resync.floor());
    return new Target(entry.sku(), Shelf.partName(facet), position);
  }

  @Override
  public void accepted(Delivery delivery, Recording recording) {
    // The shelf follows once the outcome is durable.
    recording.outcomes().rules(decidedBy(delivery));
  }

  /** Number of the rules that a delivery was rendered by, or one before those that hold. */
  private int decidedBy(Delivery delivery) {
    return resumed.get(delivery.key()) ? Math.max(0, resync.number() - 1) : resync.number();
  }

  @Override
  public void acceptedDurably(Delivery delivery, Accepted what) {
    landed(delivery);
    unsure.clear(delivery.key());
    boolean isNew = shelf.listed(delivery.sku()) != Listed.YES;
    shelf.accept(delivery.key(), what, decidedBy(delivery));
    resumed.clear(delivery.key());
    if (plan.rules() != null) {
      lookAgain(delivery, isNew);
    }
    if (!dirty.has(delivery.key())) {
      repetitions.forget(delivery.key());
      if (what.lowered()) {
        // To be held, which people are to see.
        markDirty(delivery.key(), delivery.position(), what.atMs(), false);
      }
    }
  }

  private void lookAgain(Delivery delivery, boolean isNew) {
    if (isNew) {
      // It may have been excluded meanwhile, when there was nothing yet to take away.
      touchAll(delivery.sku());
    }
  }

  private void touchAll(int sku) {
    String name = catalog.get(sku).sku();
    for (Facet facet : Facet.values()) {
      touch(name, Shelf.partName(facet), false);
    }
  }

  @Override
  public void returned(Delivery delivery) {
    int key = delivery.key();
    Owed owed = landed(delivery);
    if (owed == null) {
      return;
    }
    if (dirty.giveBack(key, owed.taken())) {
      superseded++;
    }
    queue(key);
  }

  @Override
  public void settled(Delivery delivery, Recording recording) {
    landed(delivery);
  }

  @Override
  public void refused(Delivery delivery, Recording recording) {
    if (resync.number() > 0) {
      // A start would have it refused again.
      shelf.decide(delivery.key());
      recording.outcomes().rules(resync.number());
      recording.outcomes().decided(delivery.ourSku(), delivery.part());
    }
  }

  @Override
  public void owe(Delivery delivery) {
    CatalogEntry entry = catalog.get(delivery.sku());
    markDirty(delivery.key(), delivery.position(), receivedAtMs(entry, delivery.facet()), true);
  }

  /** Null where it landed before: a newer one of the key may be in flight now. */
  private @Nullable Owed landed(Delivery delivery) {
    Owed owed = inFlight.get(delivery.key());
    if (owed == null || !owed.id().equals(delivery.update().id())) {
      return null;
    }
    return inFlight.remove(delivery.key());
  }

  @Override
  public void addWrites(Recording recording) {
    // Dirtiness is recomputed from positions at a start.
    resync.addWrites(plan.channel(), recording);
  }

  @Override
  public Listed listed(int sku) {
    return shelf.listed(sku);
  }

  @Override
  public boolean setListed(int sku, Listed listed) {
    if (listed == Listed.NO && plan.rules() != null) {
      // Else what is the same when it comes back would not be sent.
      shelf.forgetValues(sku);
    }
    return shelf.setListed(sku, listed);
  }

  @Override
  public long count() {
    long both = inFlight.keySet().stream().filter(dirty::has).count();
    return dirty.count() + inFlight.size() - both;
  }

  @Override
  public long oldestAtMs() {
    int oldest = dirty.oldestAtSeconds();
    for (Owed owed : inFlight.values()) {
      oldest = Math.min(oldest, owed.taken().atSeconds());
    }
    return oldest == Integer.MAX_VALUE ? Long.MAX_VALUE : oldest * 1000L;
  }

  @Override
  public long superseded() {
    return superseded;
  }

  @Override
  public long neededFrom() {
    return Long.MAX_VALUE;
  }

  @Override
  public List<BacklogEntry> head(int limit, long nowMs) {
    IntStream waiting = dirty.keys().filter(key -> !inFlight.containsKey(key));
    return IntStream.concat(inFlight.keySet().stream().mapToInt(key -> key), waiting)
        .limit(limit)
        .mapToObj(key -> view.owed(key, nowMs))
        .toList();
  }

  private StateView.Standing standing(int key) {
    if (inFlight.containsKey(key)) {
      return StateView.Standing.IN_FLIGHT;
    } else if (!dirty.has(key)) {
      return StateView.Standing.CLEAN;
    }
    return waitsForListing(key) ? StateView.Standing.UNLISTED : StateView.Standing.OWED;
  }

  @Override
  public SkuView.DeliveryView delivery(CatalogEntry entry, Facet facet, long nowMs) {
    return view.delivery(entry, facet, nowMs);
  }

  @Override
  public Map<String, Long> heldByRules() {
    return holds.counts();
  }

  @Override
  public HeldByRules heldByRules(HeldQuery query, int from, int limit, long nowMs) {
    return view.heldByRules(query, from, limit, nowMs);
  }
}
