package io.sluice.gateway.channel;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.operations.BacklogEntry;
import io.sluice.gateway.operations.HeldByRules;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.HeldStep;
import io.sluice.gateway.operations.ReadingView;
import io.sluice.gateway.operations.SkuView;
import io.sluice.gateway.render.Content;
import io.sluice.source.Facet;
import io.sluice.store.HeldRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One channel: takes committed events, decides what goes out when, and has {@link Answers} decide
 * what follows.
 *
 * <pre>
 *   announced ──► backlog ──► lane free? gate open? ──► deliver ──► answered ──► record ──► recorded
 *   touch     ──►    ▲                                                 │                      │
 *                    └──────────── not accepted: owed as before ◄──────┘       lane free ◄────┘
 * </pre>
 *
 * <p>Owned by one context, which calls every method. Times are epoch milliseconds.
 */
public final class Channel {
  private static final long NEVER = Long.MAX_VALUE;

  private final ChannelPlan plan;
  private final Effects effects;
  private final Lanes lanes;
  private final Backlog backlog;
  private final Gate gate;
  private final HeldBook held;
  private final Answers answers;
  private final Pending pending;
  private final Fetches fetches;
  private final Assembly assembly;
  private final Map<Long, InFlight> calls = new HashMap<>();
  private final IntHeap timers = new IntHeap();
  private Recording gathering = new Recording();
  private @Nullable Recording onItsWay;
  private long outcomeSequence;
  private long nextCall = 1;
  private boolean holdFirst;
  private @Nullable Reading reading;
  private boolean stopping;

  /**
   * @param account what it shares with other channels on its context
   * @param jitter takes a longest wait and answers a random one up to it, both in milliseconds
   */
  Channel(
      ChannelPlan plan,
      Effects effects,
      Lanes lanes,
      Backlog backlog,
      HeldBook held,
      Account account,
      LongUnaryOperator jitter) {
    this.plan = plan;
    this.effects = effects;
    this.lanes = lanes;
    this.backlog = backlog;
    this.held = held;
    this.gate = new Gate(plan, account.join(effects));
    this.pending = new Pending(effects);
    this.fetches = new Fetches(lanes, effects);
    this.answers = new Answers(this, jitter);
    this.assembly = new Assembly(this);
  }

  /** A call that was begun and not yet answered. */
  record InFlight(List<Delivery> deliveries, Gate.Permit permit, long begunMs) {}

  ChannelPlan plan() {
    return plan;
  }

  Lanes lanes() {
    return lanes;
  }

  Backlog backlog() {
    return backlog;
  }

  Gate gate() {
    return gate;
  }

  HeldBook held() {
    return held;
  }

  Pending pending() {
    return pending;
  }

  Intents intents() {
    return assembly.intents();
  }

  Fetches fetches() {
    return fetches;
  }

  boolean isStopping() {
    return stopping;
  }

  Answers answers() {
    return answers;
  }

  Effects effects() {
    return effects;
  }

  /** What will be made durable next. */
  Recording recording() {
    return gathering;
  }

  /** Sequence of the newest outcome row that everything in memory contains. */
  long outcomeSequence() {
    return outcomeSequence;
  }

  /**
   * Rows of other channels: where nothing of ours is on its way, everything of ours is in memory.
   */
  void noteOutcomes(long outcomeHead) {
    if (onItsWay == null) {
      outcomeSequence = Math.max(outcomeSequence, outcomeHead);
    }
  }

  int callsInFlight() {
    return calls.size();
  }

  /** Nothing is in flight and nothing waits for the disk. */
  public boolean idle() {
    return calls.isEmpty() && onItsWay == null && gathering.isEmpty();
  }

  /** Begins to deliver, with everything loaded. */
  public void start(long outcomeSequence, long nowMs) {
    this.outcomeSequence = outcomeSequence;
    backlog.start();
    proceed(nowMs);
  }

  /** The first key that comes up waits by itself: something in it may have ended earlier starts. */
  public void holdFirst() {
    holdFirst = true;
  }

  /**
   * Where the rules changed since they were written down, nothing is sent by them, and they are not
   * written down either, before {@link #approve}. Called before {@link #start}.
   *
   * @param what has to come to pass first, in words
   * @param always also where the rules are the same
   */
  public void awaitApproval(String what, boolean always) {
    if (backlog instanceof StateBacklog state) {
      state.resyncing().awaitApproval(what, always);
    }
  }

  /** Tells in other words what it waits for, if it does. */
  public void waitFor(String what) {
    if (backlog instanceof StateBacklog state) {
      state.resyncing().waitFor(what);
    }
  }

  /** Whether it waits for {@link #approve}. */
  public boolean awaitsApproval() {
    return waitsFor() != null;
  }

  @Nullable String waitsFor() {
    return backlog instanceof StateBacklog state ? state.resyncing().waitsFor() : null;
  }

  /** Lets it send what its rules show. */
  public void approve(long nowMs) {
    if (backlog instanceof StateBacklog state) {
      state.resyncing().approve();
      proceed(nowMs);
    }
  }

  /** What the channel has of some products, by dense number; a copy. State channels only. */
  public List<OnShelf> onShelf(int from, int to) {
    return ((StateBacklog) backlog).onShelf(from, to);
  }

  /** Begins no call any more; what is in flight may end. */
  public void stop() {
    stopping = true;
    assembly.stop();
  }

  /** A committed batch, in order of position, without a gap in itself. */
  public void announced(List<JournaledEvent> batch, long nowMs) {
    backlog.announced(batch);
    proceed(nowMs);
  }

  public void answered(long call, List<Outcome> outcomes, long nowMs) {
    InFlight ended = calls.remove(call);
    if (ended == null) {
      throw new IllegalStateException("call " + call + " was answered already");
    }
    answers.answered(ended, outcomes, nowMs);
    proceed(nowMs);
  }

  public void polled(long poll, List<Outcome> outcomes, long nowMs) {
    answers.polled(pending.polled(poll, outcomes), nowMs);
    proceed(nowMs);
  }

  /**
   * @param content null where it can no longer be found
   */
  public void fetched(int key, @Nullable Content content, long nowMs) {
    int lane = backlog.laneOf(key);
    lanes.release(lane);
    long position = fetches.ended(key);
    if (reading != null && reading.awaits(key)) {
      reading.fetched(content);
    } else {
      fetches.keep(key, content, position);
    }
    backlog.queue(key);
    backlog.laneFreed(lane);
    proceed(nowMs);
  }

  /**
   * @param outcomeSequence of the newest outcome row in the store
   */
  public void recorded(long outcomeSequence, long nowMs) {
    Recording durable = onItsWay;
    if (durable == null) {
      throw new IllegalStateException("nothing was on its way to the store");
    }
    onItsWay = null;
    this.outcomeSequence = outcomeSequence;
    durable.durable();
    proceed(nowMs);
  }

  /** What {@link Effects#list} came to. */
  public void listings(ListingPage page, long nowMs) {
    if (reading != null) {
      reading.answered(page, nowMs);
    }
    proceed(nowMs);
  }

  /** Stream channels: what {@link Effects#readJournal} read. */
  public void page(List<JournaledEvent> rows, long nowMs) {
    backlog.page(rows);
    proceed(nowMs);
  }

  /** Stream channels: what {@link Effects#readSpilled} read. */
  public void spilled(int key, List<HeldRow> rows, List<JournaledEvent> events, long nowMs) {
    backlog.spilled(key, rows, events);
    proceed(nowMs);
  }

  /** A time that was asked for has come. */
  public void due(long nowMs) {
    while (!timers.isEmpty() && timers.firstOrder() <= nowMs) {
      answers.waits().due(timers.poll(), nowMs);
    }
    answers.settleOldSuspects(nowMs);
    proceed(nowMs);
  }

  /** {@link #due} for a key, not before this time. */
  void wakeKeyAt(int key, long atMs) {
    timers.add(key, atMs);
  }

  /** Goes on wherever something has become possible. */
  void proceed(long nowMs) {
    timePassed(nowMs);
    long wakeAt = begin(nowMs);
    // Asked after what was begun, which may have shown when time next changes something.
    wakeAt = Math.min(wakeAt, timePassed(nowMs));
    wakeAt = Math.min(wakeAt, pending.poll(nowMs));
    wakeAt = Math.min(wakeAt, answers.nextSuspectMs());
    if (!timers.isEmpty()) {
      wakeAt = Math.min(wakeAt, timers.firstOrder());
    }
    flush(nowMs);
    if (wakeAt != NEVER) {
      effects.wakeAt(wakeAt);
    }
  }

  private long timePassed(long nowMs) {
    return stopping ? NEVER : backlog.timePassed(nowMs);
  }

  private void flush(long nowMs) {
    if (onItsWay != null) {
      return;
    }
    backlog.addWrites(gathering);
    if (!gathering.isEmpty()) {
      onItsWay = gathering;
      gathering = new Recording();
      effects.record(onItsWay.writes(plan.channel(), nowMs));
    }
  }

  /** Begins what may begin now and answers when to look again. */
  private long begin(long nowMs) {
    gate.asks();
    // First, so that it gets its turn at all; how often it takes one it limits itself.
    long again = reading == null || stopping ? NEVER : reading.proceed(nowMs);
    again = Math.min(again, plan.dryRun() ? assembly.weigh(nowMs) : assembly.proceed(nowMs));
    gate.leaves(nowMs);
    return again;
  }

  void begin(Draft draft, long nowMs) {
    List<Delivery> deliveries = draft.deliveries();
    List<ChannelUpdate> updates = new ArrayList<>(deliveries.size());
    deliveries.forEach(
        delivery -> updates.add(Updates.raised(delivery.update(), plan.revisionsFrom())));
    long call = nextCall++;
    calls.put(call, new InFlight(deliveries, Objects.requireNonNull(draft.permit()), nowMs));
    effects.deliver(call, new ChannelCall(Updates.callId(updates), updates));
  }

  /**
   * What a key whose turn it is has to send; it is queued again when what stands in its way is
   * gone.
   *
   * @param shared the call at hand has others of its lane
   * @return null: nothing, now
   */
  @Nullable Delivery take(int key, boolean shared, long nowMs) {
    int lane = backlog.laneOf(key);
    if ((!shared && lanes.busy(lane)) || lanes.blocked(key)) {
      return null;
    }
    if (holdFirst && !plan.dryRun()) {
      holdFirst = false;
      answers.cannotRender(key, "held: three starts in a row ended with it first in line", nowMs);
      return null;
    }
    // Nothing of a stream's waits for it; asking is a long way through memory.
    Target target = plan.stream() ? null : backlog.target(key);
    Offer offer;
    try {
      offer = backlog.offer(key, fetches.find(key), nowMs);
    } catch (RuntimeException e) {
      fetches.used(key);
      intents().drop(key);
      answers.cannotRender(key, e.toString(), nowMs);
      return null;
    }
    if (offer instanceof Offer.Send send) {
      return send.delivery();
    }
    fetches.used(key);
    if (offer instanceof Offer.Fetch fetch) {
      if (!fetches.begin(key, lane, shared, fetch.sku(), fetch.position())) {
        answers.cannotRender(key, "the content lies no longer in the store", nowMs);
      }
      return null;
    }
    // Before a row that takes the place of an intent's.
    intents().drop(key);
    if (offer instanceof Offer.Unlisted) {
      answers.unlisted(key, nowMs);
      return null;
    } else if (offer instanceof Offer.Agrees agrees) {
      answers.adopted(key, Objects.requireNonNull(backlog.target(key)).sku(), agrees.what());
    } else {
      nothingOwed(target);
    }
    backlog.laneFreed(lane);
    return null;
  }

  /**
   * Fetches content for a reading, which holds the lane meanwhile; {@link #fetched} hands it over.
   *
   * @return false where the lane is taken
   */
  boolean fetchFor(int key, String sku, long position) {
    int lane = backlog.laneOf(key);
    if (lanes.busy(lane)) {
      return false;
    }
    fetches.beginForReading(key, lane, sku, position);
    return true;
  }

  private void nothingOwed(@Nullable Target target) {
    if (target != null) {
      held.closeWaiting(plan.channel(), target.sku(), target.part(), gathering);
    }
  }

  /**
   * Holds a row; it takes the place of the key's earlier ones, on a stream but for dead letters,
   * each of which is an event of its own.
   */
  void hold(HeldRow row) {
    if (plan.stream()) {
      held.closeUndecidedBefore(row, gathering);
    } else {
      held.close(row.channel(), row.key(), row.part(), row.position(), gathering);
    }
    held.put(row, gathering);
  }

  // --- what people do -------------------------------------------------------------------------

  public void pause(Pause pause, long nowMs) {
    gate.pause(pause);
    gathering.write(Durable.pause(plan.channel(), pause));
    answers.interrupted();
    proceed(nowMs);
  }

  /** One of all channels that somebody pauses together; a pause of this one stays beside it. */
  public void pauseOfAll(Pause pause, long nowMs) {
    gate.pauseOfAll(pause);
    gathering.write(Durable.pauseOfAll(plan.channel(), pause));
    answers.interrupted();
    proceed(nowMs);
  }

  /** Ends {@link #pauseOfAll} alone. */
  public void resumeOfAll(long nowMs) {
    gate.resumeOfAll();
    gathering.write(Durable.resumeOfAll(plan.channel()));
    proceed(nowMs);
  }

  /**
   * Calls it no faster than that, from now on; also what it shows is not read faster.
   *
   * @param rate null: as fast as its limits allow
   */
  public void rate(@Nullable Rate rate, long nowMs) {
    gate.rate(rate);
    gathering.write(Durable.rate(plan.channel(), rate));
    proceed(nowMs);
  }

  public void resume(long nowMs) {
    gate.resume();
    Durable.resume(plan.channel()).forEach(gathering::write);
    answers.waits().wakeAll(nowMs);
    proceed(nowMs);
  }

  public void probe(long nowMs) {
    gate.probe(nowMs);
    Durable.unthrottled(plan.channel()).forEach(gathering::write);
    answers.waits().wakeAll(nowMs);
    proceed(nowMs);
  }

  /**
   * What rules that changed would still send because of that alone is not sent.
   *
   * @return whether there was anything to cancel
   */
  public boolean cancelResync(String who, long nowMs) {
    boolean cancelled =
        backlog instanceof StateBacklog state && state.resyncing().cancel(who, nowMs);
    proceed(nowMs);
    return cancelled;
  }

  /**
   * Sees to it that the channel holds the newest values of a SKU's part.
   *
   * @param always sends also what the channel has already
   * @return whether anything is owed now
   */
  public boolean touch(String sku, String part, boolean always, long nowMs) {
    boolean owed = backlog.touch(sku, part, always);
    if (owed) {
      if (always) {
        answers.waits().wake(backlog.keyOf(sku, part), nowMs);
      }
      proceed(nowMs);
    }
    return owed;
  }

  /** Lets go of held rows of a key: a person does not want them. */
  public void discard(String sku, String part, long upTo, long nowMs) {
    held.close(plan.channel(), sku, part, upTo, gathering);
    backlog.discarded(sku, part, upTo, gathering);
    proceed(nowMs);
  }

  /**
   * Lets what the guard holds go out, some of it at a time.
   *
   * @param from number of a key, 0 to begin
   * @param heldUntilMs what was held after that nobody has seen
   */
  public HeldStep approve(HeldQuery query, int from, int limit, long heldUntilMs, long nowMs) {
    HeldStep step = backlog.approve(query, from, limit, heldUntilMs, gathering, nowMs);
    proceed(nowMs);
    return step;
  }

  /**
   * Lets go of what the rules or the guard hold, some of it at a time: a person does not want it.
   *
   * @param from number of a key, 0 to begin
   * @param heldUntilMs what was held after that nobody has seen
   */
  public HeldStep letGo(HeldQuery query, int from, int limit, long heldUntilMs, long nowMs) {
    HeldStep step = backlog.letGo(query, from, limit, heldUntilMs, gathering, nowMs);
    proceed(nowMs);
    return step;
  }

  /**
   * What the rules hold, some at a time.
   *
   * @param from number of a key, 0 to begin
   */
  public HeldByRules heldByRules(HeldQuery query, int from, int limit, long nowMs) {
    return backlog.heldByRules(query, from, limit, nowMs);
  }

  /**
   * Begins to read what the channel shows; {@link #reading} tells how far that is.
   *
   * @return false where one is under way already
   */
  public boolean read(ReadingKind kind, long nowMs) {
    if (reading != null && !reading.isOver()) {
      return false;
    }
    reading = new Reading(this, (StateBacklog) backlog, kind);
    proceed(nowMs);
    return true;
  }

  /** How far the last reading is, null where there was none. */
  public @Nullable ReadingView reading() {
    return reading == null ? null : reading.view();
  }

  /** What is owed, in about the order it goes out. */
  public List<BacklogEntry> backlogHead(int limit, long nowMs) {
    return backlog.head(limit, nowMs);
  }

  /** Where this channel stands with one facet of a SKU. */
  public SkuView.DeliveryView delivery(CatalogEntry entry, Facet facet, long nowMs) {
    return backlog.delivery(entry, facet, nowMs);
  }

  /** Lowest journal position this channel may still read. */
  public long neededFrom() {
    return backlog.neededFrom();
  }

  public long owed() {
    return backlog.count();
  }

  /** What each update of a call in flight tells of, in their order. */
  public List<Cause> causes(long call) {
    return Objects.requireNonNull(calls.get(call)).deliveries().stream()
        .map(each -> new Cause(each.ourSku(), each.facet(), each.position()))
        .toList();
  }

  /** {@code closed}, {@code open} or {@code half_open}. */
  public String breaker() {
    return gate.breaker().name();
  }

  /** The journal takes too much room and this channel is what keeps it: fold, if it can. */
  public void fold(long nowMs) {
    if (backlog instanceof StreamBacklog stream) {
      stream.askForFold();
      proceed(nowMs);
    }
  }
}
