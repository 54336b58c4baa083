package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listed;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.ReadBack;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.operations.HeldByRules;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.HeldView;
import io.sluice.gateway.render.Content;
import io.sluice.source.Change;
import io.sluice.store.HeldRow;
import io.sluice.store.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One real channel on virtual time over a model of the store, with a scripted far end. {@link
 * #crash} drops everything in memory and opens it again from what was durable.
 */
final class VirtualChannel implements Effects {
  private static final long MONTH_MS = 30L * 24 * 60 * 60_000;

  final VirtualTime time;
  final StoreModel store = new StoreModel();
  final DeliveryChecker checker;
  final Random random;
  final List<Integer> callSizes = new ArrayList<>();
  final List<Attempt> attempts = new ArrayList<>();
  Channel channel;
  Catalog catalog = new Catalog();

  /** How long a commit and a read take. */
  LongSupplier commitMs = () -> 5;

  LongSupplier readMs = () -> 3;
  boolean contentCached = true;

  /** Rules that changed during a stop wait for {@link Channel#approve}. */
  boolean needsApproval;

  /** What the far end shows, page by page. */
  Function<@Nullable String, ListingPage> listings =
      cursor -> new ListingPage.Items(List.of(), null);

  /** The store no longer has any content. */
  boolean contentGone;

  private final String traced = System.getProperty("channel.trace");
  private ChannelPlan plan;
  private final @Nullable Account shared;
  private final Map<String, ChannelUpdate> pendings = new HashMap<>();
  private final Map<Long, ChannelCall> calls = new HashMap<>();
  private FarEnd farEnd = FarEnd.ACCEPTS;
  private ShelfCheckpoint checkpoint;

  /** Of the process, and of the core within it. */
  private int life;

  private int turn;
  private long storeBusyUntilMs;
  private long journaled;
  private long wakeAtMs = Long.MAX_VALUE;
  private int wakes;
  private long wakesSinceMs;

  VirtualChannel(SamplePlan plan) {
    this(plan, new Random(1));
  }

  VirtualChannel(SamplePlan plan, Random random) {
    this(plan, random, new VirtualTime(), null);
  }

  /**
   * @param shared with others on the same clock, none of which may crash; null: shares with none
   */
  @SuppressWarnings("NullAway.Init")
  VirtualChannel(SamplePlan plan, Random random, VirtualTime time, @Nullable Account shared) {
    this.plan = plan.plan();
    this.random = random;
    this.time = time;
    this.shared = shared;
    this.checker = new DeliveryChecker(this.plan);
    open(null);
  }

  VirtualChannel farEnd(FarEnd farEnd) {
    this.farEnd = farEnd;
    return this;
  }

  private void open(@Nullable Channel before) {
    turn++;
    if (before == null) {
      catalog = store.catalog();
      journaled = store.head();
    }
    StoredChannel stored = store.channel();
    channel =
        ChannelStart.open(
            plan,
            catalog,
            this::cached,
            stored,
            this,
            shared == null ? Account.alone(plan) : shared,
            this::jitter,
            before,
            time.nowMs());
    checkpoint =
        new ShelfCheckpoint(channel, catalog, CheckpointPace.always(3), store.checkpointed());
    if (before == null && needsApproval) {
      channel.awaitApproval("somebody has to look", false);
    }
    channel.start(store.outcomes.size(), time.nowMs());
  }

  private long jitter(long longest) {
    return longest - random.nextLong(longest / 2 + 1);
  }

  private Content cached(long position) {
    return contentCached ? content(position) : null;
  }

  Content content(long position) {
    Change change = store.journal.get((int) position - 1).event().change();
    return new Content(position, ((Change.Product) change).data());
  }

  /** With {@code -Dchannel.trace=SKU}: what happens to it, on standard output. */
  private void trace(String what) {
    if (traced != null && (what.contains(traced + ",") || what.startsWith("*"))) {
      System.out.println(time.nowMs() % 10_000_000 + " " + what);
    }
  }

  // --- what happens to it -----------------------------------------------------------------------

  /** Journals a change; it is announced once that is durable. Answers its position. */
  long publish(String sku, Change change) {
    JournaledEvent event = SampleEvents.event(++journaled, sku, change, time.nowMs());
    trace("publish " + event.position() + " " + sku + ", " + change);
    commit(
        () -> store.journal.add(event),
        () -> {
          catalog.apply(event);
          later(random.nextInt(3), () -> channel.announced(List.of(event), time.nowMs()));
        });
    return event.position();
  }

  void crash() {
    crash(0);
  }

  /** Dies, and starts again after a time. */
  void crash(long downMs) {
    life++;
    trace("* crash");
    calls.values().stream()
        .flatMap(call -> call.updates().stream())
        .filter(any -> random.nextBoolean())
        .forEach(this::appliedUnheard);
    calls.clear();
    checker.crashed();
    storeBusyUntilMs = 0;
    wakeAtMs = Long.MAX_VALUE;
    time.run(downMs);
    open(null);
  }

  /** Goes on as configured otherwise, once what is in flight has ended; a crash comes first. */
  void reconfigure(SamplePlan next) {
    plan = next.plan();
    channel.stop();
    takeOver(channel);
  }

  private void takeOver(Channel before) {
    if (before.idle()) {
      trace("* reconfigured");
      wakeAtMs = Long.MAX_VALUE;
      open(before);
    } else {
      ofCore(1, () -> takeOver(before));
    }
  }

  /** Dies, and starts again as configured otherwise. */
  void crash(SamplePlan next) {
    plan = next.plan();
    crash();
  }

  private void appliedUnheard(ChannelUpdate update) {
    checker.applied(update);
    farEnd.appliedUnheard(update);
  }

  List<HeldView> heldByRules() {
    HeldQuery all = new HeldQuery(null, null, null);
    List<HeldView> found = new ArrayList<>();
    for (int next = 0; next >= 0; ) {
      HeldByRules page = channel.heldByRules(all, next, 1_000, time.nowMs());
      found.addAll(page.items());
      next = page.next();
    }
    return found;
  }

  void checkpoint() {
    checkpoint.step(store.outcomes.size(), time.nowMs());
  }

  void run(long ms) {
    time.run(ms);
  }

  /** Runs until nothing is left to do: everything owed must have gone out by then. */
  void drain() {
    assertThat(time.runOut(MONTH_MS)).as("comes to rest").isTrue();
    assertThat(channel.owed()).as("owed at rest").isZero();
    assertThat(channel.idle()).as("idle at rest").isTrue();
  }

  private void later(long ms, Runnable action) {
    int mine = life;
    time.after(
        ms,
        () -> {
          if (mine == life) {
            action.run();
          }
        });
  }

  /** As {@link #later}; nothing reaches a core that another took over from. */
  private void ofCore(long ms, Runnable action) {
    int mine = turn;
    later(
        ms,
        () -> {
          if (mine == turn) {
            action.run();
          }
        });
  }

  private void commit(Runnable apply, Runnable done) {
    storeBusyUntilMs = Math.max(storeBusyUntilMs, time.nowMs()) + commitMs.getAsLong();
    later(
        storeBusyUntilMs - time.nowMs(),
        () -> {
          apply.run();
          later(random.nextInt(3), done);
        });
  }

  // --- what it wants ----------------------------------------------------------------------------

  @Override
  public void deliver(long call, ChannelCall request) {
    request.updates().forEach(update -> trace("begin " + update));
    checker.begin(request.updates(), channel.causes(call).stream().map(Cause::sku).toList());
    callSizes.add(request.updates().size());
    calls.put(call, request);
    request.updates().forEach(each -> pendings.put(ReadBack.of(each).handle(), each));
    long latency = Math.max(1, farEnd.latencyMs());
    ofCore(
        latency,
        () -> {
          List<Outcome> outcomes = answer(request.updates());
          calls.remove(call);
          request.updates().forEach(update -> trace(outcomes + " for " + update));
          note(request.updates(), outcomes);
          checker.ended(request.updates(), outcomes);
          channel.answered(call, outcomes, time.nowMs());
        });
  }

  /** What somebody believes to be there and is not, no marketplace creates unasked. */
  private List<Outcome> answer(List<ChannelUpdate> updates) {
    List<Outcome> outcomes = new ArrayList<>(farEnd.answer(updates, time.nowMs()));
    for (int i = 0; i < outcomes.size(); i++) {
      outcomes.set(i, possible(updates.get(i), outcomes.get(i)));
    }
    return outcomes;
  }

  private Outcome possible(ChannelUpdate update, Outcome outcome) {
    return outcome instanceof Outcome.Accepted && checker.changesNothing(update)
        ? new Outcome.NotListed("nothing there to change")
        : outcome;
  }

  private void note(List<ChannelUpdate> updates, List<Outcome> outcomes) {
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Pending pending) {
        pendings.put(pending.handle(), updates.get(i));
      } else if (outcomes.get(i) instanceof Outcome.Unknown && random.nextBoolean()) {
        checker.applied(updates.get(i));
      }
    }
  }

  @Override
  public void poll(long poll, List<String> handles) {
    ofCore(
        Math.max(1, farEnd.latencyMs()),
        () -> {
          List<Outcome> outcomes = new ArrayList<>(farEnd.poll(handles, time.nowMs()));
          for (int i = 0; i < handles.size(); i++) {
            ChannelUpdate update = pendings.get(handles.get(i));
            if (ReadBack.find(handles.get(i)) != null) {
              outcomes.set(i, readBack(update, outcomes.get(i)));
            }
            if (update != null) {
              outcomes.set(i, possible(update, outcomes.get(i)));
            }
          }
          handles.forEach(handle -> trace("poll " + pendings.get(handle) + " of " + outcomes));
          for (int i = 0; i < handles.size(); i++) {
            ChannelUpdate update = pendings.get(handles.get(i));
            if (outcomes.get(i) instanceof Outcome.Accepted && update != null) {
              checker.accepted(update);
            }
          }
          channel.polled(poll, outcomes, time.nowMs());
        });
  }

  /** Asked what it has, it refuses nothing, and does not have what was never sent. */
  private static Outcome readBack(@Nullable ChannelUpdate update, Outcome outcome) {
    boolean had = outcome instanceof Outcome.Accepted && update == null;
    return had || outcome instanceof Outcome.Rejected ? new Outcome.Conflict("not there") : outcome;
  }

  @Override
  public void list(@Nullable String cursor) {
    ofCore(
        Math.max(1, farEnd.latencyMs()),
        () -> channel.listings(listings.apply(cursor), time.nowMs()));
  }

  @Override
  public void fetch(int key, String sku, long position) {
    ofCore(
        readMs.getAsLong(),
        () -> channel.fetched(key, contentGone ? null : content(position), time.nowMs()));
  }

  @Override
  public void record(List<Write> writes) {
    writes.forEach(write -> trace("record " + write));
    int mine = turn;
    commit(
        () -> store.apply(writes),
        () -> {
          if (mine == turn) {
            recorded(writes);
          }
        });
  }

  private void recorded(List<Write> writes) {
    for (Write write : writes) {
      if (write instanceof Write.Outcomes row) {
        OutcomePack.read(row.packed(), new Durables());
      }
    }
    channel.recorded(store.outcomes.size(), time.nowMs());
  }

  private final class Durables implements OutcomePack.Reader {
    @Override
    public void accepted(String sku, String part, Accepted what) {
      trace("durable " + sku + ", " + part + " " + what);
      checker.durable(sku, part, what.position());
    }

    @Override
    public void listed(String sku, Listed listed) {
      // Says nothing about lanes.
      trace("durable " + sku + ", listed " + listed);
    }

    @Override
    public void moving(String sku, boolean moves) {
      trace("durable " + sku + ", moving " + moves);
    }

    @Override
    public void doubted(String sku, String part) {
      trace("durable " + sku + ", doubted " + part);
    }
  }

  @Override
  public void readJournal(long from, int maxRows, long maxBytes) {
    ofCore(
        readMs.getAsLong(),
        () -> {
          List<JournaledEvent> rows = store.page(from, maxRows, maxBytes);
          ofCore(random.nextInt(3), () -> channel.page(rows, time.nowMs()));
        });
  }

  @Override
  public void readSpilled(int key, String sku, int limit) {
    ofCore(
        readMs.getAsLong(),
        () -> {
          List<HeldRow> rows = store.spilled(sku, limit);
          List<JournaledEvent> events =
              rows.stream().map(row -> store.journal.get((int) row.position() - 1)).toList();
          trace("read " + sku + ", " + events.stream().map(JournaledEvent::position).toList());
          ofCore(random.nextInt(3), () -> channel.spilled(key, rows, events, time.nowMs()));
        });
  }

  @Override
  public void wakeAt(long atMs) {
    if (wakeAtMs != atMs) {
      wakeAtMs = atMs;
      ofCore(Math.max(1, atMs - time.nowMs()), () -> wake(atMs));
    }
  }

  private void wake(long atMs) {
    if (wakeAtMs != atMs) {
      return;
    }
    wakeAtMs = Long.MAX_VALUE;
    if (time.nowMs() - wakesSinceMs > 1_000) {
      wakes = 0;
      wakesSinceMs = time.nowMs();
    }
    assertThat(++wakes).as("wakes within a second").isLessThan(3_000);
    channel.due(time.nowMs());
  }

  @Override
  public void attempted(Attempt attempt) {
    attempts.add(attempt);
  }
}
