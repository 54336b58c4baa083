package io.sluice.gateway.channel;

import io.sluice.adapter.Listed;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.operations.BacklogEntry;
import io.sluice.gateway.operations.HeldByRules;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.HeldStep;
import io.sluice.gateway.operations.IncidentView;
import io.sluice.gateway.operations.ResyncView;
import io.sluice.gateway.operations.SkuView;
import io.sluice.gateway.render.Content;
import io.sluice.gateway.render.Renderer;
import io.sluice.source.Facet;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Owes the newest value per (SKU, facet). A key is dirty or it is not: events and touches set it, a
 * delivery takes it, a start recomputes it from positions. So an outage costs no copies and a week
 * of backlog is bounded by the number of SKUs.
 */
final class StateBacklog implements Backlog {
  private static final int TOUCHED_AT_ONCE = 256;

  private final ChannelPlan plan;
  private final Catalog catalog;
  private final Lanes lanes;
  private final Shelf shelf;
  private final Renderer renderer;
  private final OwedKeys owed;
  private final RuleHolds holds = new RuleHolds();
  private final GuardHolds guards;
  private final LowerStocks lower = new LowerStocks();
  private final Resync resync;

  private final Repetitions repetitions;
  private final Timetable timetable = new Timetable();
  private final StateParts parts;
  private final StateOffers offers;
  private final StateView view;

  /** Keys in flight that rules before those that hold may have rendered. */
  private final BitSet resumed = new BitSet();

  /** Keys whose acceptance tells that the product is there, as soon as that is durable. */
  private final BitSet coming = new BitSet();

  /** From one that ran until now: what was on its way is known. */
  private boolean takesOver;

  /** The rules that hold were sending when the process ended, and nobody knows what arrived. */
  private boolean resumes;

  /**
   * @param generation above those of earlier starts
   */
  StateBacklog(
      ChannelPlan plan, Catalog catalog, Lanes lanes, ContentCache contents, long generation) {
    this.plan = plan;
    this.catalog = catalog;
    this.lanes = lanes;
    this.renderer = plan.renderer(catalog);
    this.shelf = new Shelf(plan.guard().limitsPrices());
    this.owed = new OwedKeys(plan, lanes, this::rank);
    this.guards = new GuardHolds(plan.guard(), shelf);
    this.repetitions = new Repetitions(generation);
    this.resync = new Resync(plan.fingerprint(), new Products(), !plan.dryRun());
    this.parts =
        new StateParts(
            plan,
            catalog,
            lanes,
            contents,
            renderer,
            shelf,
            owed,
            holds,
            guards,
            repetitions,
            timetable,
            resync);
    this.offers = new StateOffers(parts);
    this.view = new StateView(parts, this::standing);
  }

  Shelf shelf() {
    return shelf;
  }

  GuardHolds guards() {
    return guards;
  }

  /** What the channel has of some products, by dense number; a copy. */
  List<OnShelf> onShelf(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(sku -> shelf.of(sku, holds.holdsAnyOf(sku), guards::holds))
        .toList();
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

  /**
   * The store was restored from a backup.
   *
   * @param doubted whether the channel may have been sent something else since it accepted this
   */
  void restored(int key, boolean doubted) {
    if (doubted) {
      shelf.doubt(key);
    }
    if (plan.isRestored() && shelf.digest(key) == Shelf.SEEN) {
      owed.doubt(key);
    }
  }

  /** Nobody knows any more what was on its way. */
  void forgotten() {
    // Under the rules before, it may have been what these rules show no more.
    owed.doubt(shelf.decidedBefore(resync.number() - 1));
    resumes = !resync.isNew();
  }

  /** Takes over what the one that ran until now knows and the store does not. */
  void inherit(StateBacklog before) {
    takesOver = true;
    repetitions.addAll(before.repetitions);
    guards.inherit(before.guards);
    lower.inherit(before.lower);
    owed.inherit(before.owed, key -> plan.send().contains(ChannelPlan.facetOf(key)));
    resumes = before.resumes && !resync.isNew();
    if (before.resumes && resync.isNew()) {
      owed.doubt(before.shelf.decidedBefore(before.resync.number()));
    }
    before.holds.keys().filter(this::isOwedThoughHeld).forEach(this::oweHeld);
  }

  /** Held for what an event brought or a person asked for: else only the rules are behind it. */
  private boolean isOwedThoughHeld(int key) {
    return plan.send().contains(ChannelPlan.facetOf(key))
        && (parts.position(key) > shelf.position(key) || owed.isUnsure(key));
  }

  private void oweHeld(int key) {
    long position = parts.position(key);
    long atMs = StateParts.receivedAtMs(parts.entry(key), ChannelPlan.facetOf(key));
    owed.mark(key, position, atMs, false);
  }

  /** What is owed now that everything is loaded. */
  StateStart begin() {
    return new StateStart(parts, takesOver);
  }

  /** The product that the channel calls so, null where no event named it. */
  @Nullable CatalogEntry find(String channelSku) {
    String sku = renderer.ourSku(channelSku);
    return sku == null ? null : catalog.find(sku);
  }

  /** Whether a key is still to be sent and may be. */
  boolean waits(int key) {
    return (owed.isDirty(key) || owed.isInFlight(key)) && !lanes.blocked(key);
  }

  /** What listings of the channel are held against. */
  ListingCheck check(
      ReadingKind kind, HeldBook held, ListingCheck.Steps steps, ReadingReport report) {
    owed.watch();
    return kind.adopts()
        ? new Adoption(parts, kind, steps, report)
        : new Reconciliation(parts, held, lower, kind, steps, report);
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
    if (owed.isDirty(key) && renderer.position(entry, ChannelPlan.facetOf(key)) <= upTo) {
      owed.clean(key);
    }
  }

  @Override
  public HeldStep approve(
      HeldQuery query, int from, int limit, long heldUntilMs, Recording recording, long nowMs) {
    return decide(
        query,
        from,
        limit,
        heldUntilMs,
        key -> {
          boolean guarded = holds.find(key) == Why.GUARD;
          if (guarded) {
            approve(key, recording, nowMs);
          }
          return guarded;
        });
  }

  private void approve(int key, Recording recording, long nowMs) {
    long value = guards.value(key);
    String part = Shelf.partName(ChannelPlan.facetOf(key));
    recording.outcomes().approved(parts.entry(key).sku(), part, value);
    shelf.approve(key, value);
    parts.release(key);
    owed.mark(key, parts.position(key), nowMs, false);
  }

  @Override
  public HeldStep letGo(
      HeldQuery query, int from, int limit, long heldUntilMs, Recording recording, long nowMs) {
    return decide(
        query,
        from,
        limit,
        heldUntilMs,
        key -> {
          letGo(key, recording, nowMs);
          return true;
        });
  }

  /** What came after it was held is another matter. */
  private void letGo(int key, Recording recording, long nowMs) {
    long upTo = Math.max(holds.position(key), resync.floor());
    String part = Shelf.partName(ChannelPlan.facetOf(key));
    recording.outcomes().rules(resync.number());
    recording.outcomes().letGo(parts.entry(key).sku(), part, upTo, nowMs);
    shelf.letGo(key, upTo, nowMs);
    if (owed.isUnsure(key)) {
      shelf.doubt(key);
      recording.outcomes().doubted(parts.entry(key).sku(), part);
    }
    parts.release(key);
    // The end of a freeze does not bring it back, but what changes the value itself.
    long changesAtMs = renderer.changesAtMs(parts.entry(key), ChannelPlan.facetOf(key), nowMs);
    timetable.watchOnly(key, changesAtMs);
  }

  /**
   * @param decision answers whether it concerned the key
   */
  private HeldStep decide(
      HeldQuery query, int from, int limit, long heldUntilMs, IntPredicate decision) {
    int decided = 0;
    int key = holds.next(from);
    for (int looked = 0; key >= 0 && looked < limit; looked++) {
      boolean seen = holds.sinceMs(key) <= heldUntilMs;
      if (seen && view.isAskedFor(key, query) && decision.test(key)) {
        decided++;
      }
      key = holds.next(key + 1);
    }
    return new HeldStep(decided, key);
  }

  @Override
  public @Nullable IncidentView incident(long nowMs) {
    return view.incident(nowMs);
  }

  @Override
  public long soldOutTooMany(long nowMs) {
    return guards.soldOutTooMany(nowMs);
  }

  @Override
  public boolean owes(int key) {
    return owed.isDirty(key) || owed.isInFlight(key);
  }

  @Override
  public boolean mayBegin() {
    return resync.mayBegin();
  }

  @Override
  public ReadyQueue ready() {
    return owed.ready();
  }

  @Override
  public int laneOf(int key) {
    return owed.lane(key);
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
    if (!plan.send().contains(ChannelPlan.facetOf(key))
        || event.position() <= shelf.position(key)) {
      return;
    }
    // The catalog is ahead of the announcements, so the delivery in flight may contain the event;
    // put back, it is owed because of that.
    resync.heard(key);
    if (event.position() <= owed.inFlight(key)) {
      return;
    }
    if (owed.isDirty(key) && own) {
      owed.supersede();
    }
    owed.mark(key, event.position(), event.receivedAtMs(), own);
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
      parts.repeat(key, position);
    }
    resync.heard(key);
    owed.mark(key, position, StateParts.receivedAtMs(entry, facet), always);
    return true;
  }

  @Override
  public void queue(int key) {
    owed.queue(key);
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

  @Override
  public void laneFreed(int lane) {
    owed.laneFreed(lane);
  }

  @Override
  public List<Integer> companions(int key) {
    return owed.companions(key);
  }

  @Override
  public Offer offer(int key, @Nullable Content fetched, long nowMs) {
    return offers.offer(key, fetched, nowMs);
  }

  @Override
  public long timePassed(long nowMs) {
    int touched = 0;
    int key = timetable.poll(nowMs);
    while (key >= 0) {
      resync.heard(key);
      parts.touchByTime(key, parts.position(key), nowMs);
      touched++;
      key = touched < TOUCHED_AT_ONCE ? timetable.poll(nowMs) : -1;
    }
    long next = Math.min(timetable.nextAtMs(), resync.step(nowMs));
    // A sale may begin for all at once: the rest is touched, and these are begun, at the next turn.
    return touched > 0 ? nowMs : next;
  }

  /** What rules that changed may show otherwise. */
  private final class Products implements Resync.Products {
    @Override
    public int count() {
      return catalog.size();
    }

    @Override
    public boolean look(int sku, IntConsumer differing, long nowMs) {
      CatalogEntry entry = catalog.get(sku);
      boolean rendered = false;
      for (Facet facet : plan.send()) {
        int key = ChannelPlan.key(sku, facet);
        long position = renderer.position(entry, facet);
        // Nobody wanted what was discarded.
        if (position != 0 && !shelf.decided(key) && !shelf.discarded(key)) {
          rendered = true;
          if (owed.isDirty(key)) {
            // It is rendered when it is sent; what an event brought does not wait for this.
            if (position <= shelf.position(key)) {
              differing.accept(key);
              queue(key);
            }
          } else if (differs(key, entry, facet, nowMs)) {
            differing.accept(key);
            owed.mark(key, position, nowMs, false);
          } else if (resync.isCancelled()) {
            takeAsShown(key, position, nowMs);
          } else {
            shelf.confirm(key, resync.floor());
          }
        }
      }
      return rendered;
    }

    private boolean differs(int key, CatalogEntry entry, Facet facet, long nowMs) {
      return owed.isUnsure(key)
          || owed.isInFlight(key)
          || (!resync.isCancelled() && !shows(key, entry, facet, nowMs));
    }

    private void takeAsShown(int key, long position, long nowMs) {
      if (holds.find(key) != null) {
        // A person, an event or time decides about it.
        return;
      } else if (mayBeOfEvent(key, position)) {
        owed.mark(key, position, nowMs, false);
      } else {
        shelf.settle(key, resync.floor());
      }
    }

    /** A start does not know what the rules before read. */
    private boolean mayBeOfEvent(int key, long position) {
      return !takesOver && position > shelf.position(key);
    }

    @Override
    public boolean drop(int key) {
      if (owed.isInFlight(key)) {
        return false;
      }
      boolean unsure = owed.isUnsure(key) || holds.find(key) != null;
      if (!unsure && !mayBeOfEvent(key, parts.position(key))) {
        owed.clean(key);
        shelf.settle(key, resync.floor());
        if (ChannelPlan.facetOf(key) == Facet.PRODUCT) {
          parts.rest(ChannelPlan.skuOf(key));
        }
      }
      return true;
    }

    /** What cannot be rendered is held when its turn comes. */
    private boolean shows(int key, CatalogEntry entry, Facet facet, long nowMs) {
      try {
        return parts.isOnShelf(key, renderer.render(entry, facet, null, nowMs));
      } catch (RuntimeException e) {
        return false;
      }
    }

    @Override
    public boolean waits(int key) {
      return StateBacklog.this.waits(key);
    }
  }

  @Override
  public void adopted(int key, Accepted what, Recording recording) {
    String part = Shelf.partName(ChannelPlan.facetOf(key));
    recording.outcomes().rules(resync.number());
    recording.outcomes().accepted(parts.entry(key).sku(), part, what);
    // A start knows it as soon as it is durable; until then nothing follows from it.
    shelf.accept(key, what);
    owed.trust(key);
    if (what.position() >= parts.position(key)) {
      owed.clean(key);
      repetitions.forget(key);
      parts.release(key);
    }
  }

  @Override
  public void began(Delivery delivery) {
    int key = delivery.key();
    owed.began(delivery);
    resumed.clear(key);
    if (!delivery.lowered()) {
      parts.release(key);
    }
    CatalogEntry entry = catalog.get(delivery.sku());
    long newest = renderer.position(entry, delivery.facet());
    if (newest > delivery.position()) {
      // Newer content came while this was read from the store.
      boolean own = entry.position(delivery.facet()) > delivery.position();
      owed.mark(key, newest, StateParts.receivedAtMs(entry, delivery.facet()), own);
    }
  }

  @Override
  public void withdrawn(Delivery delivery) {
    owed.withdrawn(delivery);
  }

  @Override
  public void resumed(Delivery delivery, long sinceMs) {
    owed.resumed(delivery, sinceMs);
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
    coming.set(delivery.key(), brings(delivery));
  }

  /** A value of what was taken away brings nothing back. */
  private boolean brings(Delivery delivery) {
    return delivery.facet() == Facet.PRODUCT
        ? !isDeparture(delivery)
        : !shelf.isTakenAway(delivery.sku());
  }

  /** Number of the rules that a delivery was rendered by, or one before those that hold. */
  private int decidedBy(Delivery delivery) {
    return resumed.get(delivery.key()) ? Math.max(0, resync.number() - 1) : resync.number();
  }

  @Override
  public void acceptedDurably(Delivery delivery, Accepted what) {
    owed.landed(delivery);
    owed.trust(delivery.key());
    coming.clear(delivery.key());
    Listed before = shelf.listed(delivery.sku());
    boolean mayHaveLeft = before == Listed.YES && isMoving(delivery);
    shelf.accept(delivery.key(), what, decidedBy(delivery));
    resumed.clear(delivery.key());
    settleMove(delivery.sku());
    lookAgain(delivery.sku(), before);
    if (before == Listed.NO || (mayHaveLeft && !isMoving(delivery))) {
      touchForgotten(delivery.sku());
    }
    if (!owed.isDirty(delivery.key())) {
      repetitions.forget(delivery.key());
      if (what.lowered() && !shelf.isLetGo(delivery.key())) {
        // To be held, which people are to see.
        owed.mark(delivery.key(), delivery.position(), what.atMs(), false);
      }
    }
  }

  /**
   * A product that is there rests, unless its own update was tried: what was in flight beside a
   * departure says nothing of what became of that.
   */
  private void settleMove(int sku) {
    int product = ChannelPlan.key(sku, Facet.PRODUCT);
    boolean tried = plan.send().contains(Facet.PRODUCT) && owed.isUnsure(product);
    if (shelf.listed(sku) == Listed.YES && !tried) {
      shelf.rest(sku);
    }
  }

  /** With rules it may have been excluded meanwhile, when there was nothing yet to take away. */
  private void lookAgain(int sku, Listed before) {
    if (plan.rules() != null && before != Listed.YES && shelf.listed(sku) == Listed.YES) {
      for (Facet facet : Facet.values()) {
        touch(catalog.get(sku).sku(), Shelf.partName(facet), false);
      }
    }
  }

  /**
   * A product is there that was gone, or may have been: what was accepted before, or tried, is sent
   * again under another id than then.
   */
  private void touchForgotten(int sku) {
    for (int facet = 0; shelf.listed(sku) == Listed.YES && facet < ChannelPlan.FACETS; facet++) {
      int key = sku * ChannelPlan.FACETS + facet;
      boolean value = ChannelPlan.facetOf(key) != Facet.PRODUCT;
      // What is on its way may have been taken before it was gone.
      boolean always = value && owed.isInFlightToListed(key);
      boolean tried = value && owed.isTried(key);
      if (always || tried || shelf.isForgotten(key)) {
        touch(catalog.get(sku).sku(), Shelf.partName(ChannelPlan.facetOf(key)), always);
        parts.repeat(key, always || tried ? parts.position(key) : shelf.position(key));
      }
    }
  }

  @Override
  public void returned(Delivery delivery) {
    owed.returned(delivery);
  }

  /** What was there once seldom comes and goes: whatever ends the call, a start knows of it. */
  @Override
  public boolean announces(Delivery delivery, Recording recording) {
    boolean comesBack = delivery.facet() == Facet.PRODUCT && shelf.isGone(delivery.sku());
    return (comesBack || isDeparture(delivery)) && moves(delivery.sku(), recording);
  }

  private static boolean isDeparture(Delivery delivery) {
    return delivery.facet() == Facet.PRODUCT && delivery.shown().number() == 0;
  }

  private boolean isMoving(Delivery delivery) {
    return shelf.isMoving(delivery.sku());
  }

  /** Answers whether that is news. */
  private boolean moves(int sku, Recording recording) {
    boolean news = !shelf.isMoving(sku);
    if (news) {
      shelf.setMoving(sku, true);
      recording.outcomes().moving(catalog.get(sku).sku(), true);
    }
    return news;
  }

  @Override
  public void unheard(Delivery delivery, Recording recording) {
    if (delivery.facet() == Facet.STOCK) {
      owed.unheard(delivery.key(), delivery.shown().number());
    }
    boolean mayBring = shelf.listed(delivery.sku()) != Listed.YES && brings(delivery);
    if (isDeparture(delivery) || mayBring) {
      moves(delivery.sku(), recording);
    }
  }

  @Override
  public void settled(Delivery delivery, Recording recording) {
    owed.landed(delivery);
  }

  @Override
  public void refused(Delivery delivery, Recording recording) {
    if (resync.number() > 0 && resync.mayBegin()) {
      // A start would have it refused again.
      shelf.decide(delivery.key());
      recording.outcomes().rules(resync.number());
      recording.outcomes().decided(delivery.ourSku(), delivery.part());
    }
    if (owed.wasUnsure(delivery.key())) {
      // What an earlier try brought stays there, whatever rules a start finds.
      shelf.doubt(delivery.key());
      recording.outcomes().doubted(delivery.ourSku(), delivery.part());
    }
  }

  @Override
  public void owe(Delivery delivery) {
    CatalogEntry entry = catalog.get(delivery.sku());
    long atMs = StateParts.receivedAtMs(entry, delivery.facet());
    owed.mark(delivery.key(), delivery.position(), atMs, true);
  }

  @Override
  public void addWrites(Recording recording) {
    shelf.takeRested(sku -> recording.outcomes().moving(catalog.get(sku).sku(), false));
    // Dirtiness is recomputed from positions at a start.
    resync.addWrites(plan.channel(), recording);
    if (resync.isOver()) {
      guards.judgedAll(this::waits);
    }
    guards.addWrites(plan.channel(), recording);
  }

  @Override
  public Listed listed(int sku) {
    return shelf.listed(sku);
  }

  @Override
  public boolean comes(int sku) {
    int next = coming.nextSetBit(sku * ChannelPlan.FACETS);
    return next >= 0 && ChannelPlan.skuOf(next) == sku;
  }

  @Override
  public boolean setListed(int sku, Listed listed) {
    Listed before = shelf.listed(sku);
    boolean differs = shelf.setListed(sku, listed);
    settleMove(sku);
    if (before == Listed.NO) {
      touchForgotten(sku);
    }
    return differs;
  }

  @Override
  public void absent(int sku) {
    shelf.rest(sku);
  }

  /** It was seen not to have a product that is to be there: also a start creates it again. */
  void lost(int sku, Recording recording) {
    moves(sku, recording);
  }

  @Override
  public long count() {
    return owed.count();
  }

  @Override
  public long oldestAtMs() {
    return owed.oldestAtMs();
  }

  @Override
  public long superseded() {
    return owed.superseded();
  }

  @Override
  public long neededFrom() {
    return Long.MAX_VALUE;
  }

  @Override
  public List<BacklogEntry> head(int limit, long nowMs) {
    return owed.keys()
        .limit(limit)
        .mapToObj(key -> view.owed(key, owed.sinceMs(key), nowMs))
        .toList();
  }

  private StateView.Standing standing(int key) {
    if (owed.isInFlight(key)) {
      return StateView.Standing.IN_FLIGHT;
    } else if (!owed.isDirty(key)) {
      return StateView.Standing.CLEAN;
    }
    return offers.waitsForListing(key) ? StateView.Standing.UNLISTED : StateView.Standing.OWED;
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
