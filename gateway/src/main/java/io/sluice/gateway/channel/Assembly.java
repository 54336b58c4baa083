package io.sluice.gateway.channel;

import io.sluice.source.Facet;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts calls together: takes what is ready, some of it in each turn, until the call is full or
 * nothing else is ready. What a start has to know of it is durable before the call begins.
 *
 * <pre>
 *   ready ──► draft, under a permit ──► full, or nothing else is ready ──► durable ──► begins
 *     ▲                │                                                     │
 *     └────────────────┴──────────── paused, throttled, breaker open ◄───────┘
 * </pre>
 *
 * <p>What is in a draft counts as in flight: it is sent as it was written down, and newer values of
 * its keys follow it. Offered once more when that is durable, a value that changes quickly would
 * never go out.
 */
final class Assembly {
  private static final long NEVER = Long.MAX_VALUE;

  /** Keys before the context has its turn. */
  private static final int LOOKED_AT_ONCE = 256;

  private static final int WEIGHED_AT_ONCE = 128;
  private static final long WEIGHED_EVERY_MS = 5;

  private final Channel channel;
  private final ChannelPlan plan;
  private final Lanes lanes;
  private final Backlog backlog;
  private final Gate gate;
  private final Intents intents;
  private @Nullable Draft draft;

  /** Closed, and not durable when they were. */
  private final List<Draft> waiting = new ArrayList<>();

  private long waitsSinceMs = NEVER;

  /** Keys in this turn. */
  private int looked;

  Assembly(Channel channel) {
    this.channel = channel;
    this.plan = channel.plan();
    this.lanes = channel.lanes();
    this.backlog = channel.backlog();
    this.gate = channel.gate();
    this.intents = new Intents(channel);
  }

  Intents intents() {
    return intents;
  }

  /** A dry run: works out what would be sent, some at a time, and has it stay owed. */
  long weigh(long nowMs) {
    if (plan.stream() || channel.isStopping() || !backlog.mayBegin()) {
      return NEVER;
    }
    for (int i = 0; i < WEIGHED_AT_ONCE; i++) {
      int key = backlog.ready().poll(false);
      if (key < 0) {
        return NEVER;
      }
      if (channel.take(key, false, nowMs) != null) {
        channel.fetches().needless(key);
      }
    }
    return nowMs + WEIGHED_EVERY_MS;
  }

  /** Begins what may begin now and answers when to look again. */
  long proceed(long nowMs) {
    if (channel.isStopping() || !backlog.mayBegin()) {
      return NEVER;
    }
    looked = 0;
    // Also the call at hand goes on without them.
    closeThrottled(nowMs);
    beginDurable(nowMs);
    while (true) {
      if (looked >= LOOKED_AT_ONCE) {
        return nowMs;
      }
      if (draft != null && !holds(draft, nowMs)) {
        putBackDraft();
      }
      long next = draft == null ? mayBeginAtMs(nowMs) : nowMs;
      if (next > nowMs) {
        return next;
      }
      // A channel may be faster than the store; recorded() comes back here.
      if (isStoreSlow() || !fill(nowMs)) {
        return NEVER;
      }
    }
  }

  /** When another call may be put together: now or before, at a time, or after something else. */
  private long mayBeginAtMs(long nowMs) {
    if (backlog.ready().size() == 0) {
      waitsSinceMs = NEVER;
      intents.dropNeedless();
      gate.nothingLeftToProbe(nowMs);
      return NEVER;
    }
    long opensAt = Math.max(gate.opensAtMs(nowMs), operationOpensAtMs(nowMs));
    if (opensAt > nowMs) {
      return opensAt;
    }
    long fullAt = batchFullAtMs(nowMs);
    return fullAt > nowMs || channel.answers().mayTry(gate.calls()) ? fullAt : NEVER;
  }

  /** When there is a facet that may be asked for and owes something; now or before: there is. */
  private long operationOpensAtMs(long nowMs) {
    long next = closeThrottled(nowMs);
    return backlog.ready().openSize() > 0 ? nowMs : next;
  }

  /** Answers when the first of the facets that are throttled may be asked for again. */
  private long closeThrottled(long nowMs) {
    long next = NEVER;
    for (Facet facet : Facet.values()) {
      long untilMs = gate.throttledUntilMs(facet);
      backlog.ready().close(facet, untilMs > nowMs);
      next = untilMs > nowMs ? Math.min(next, untilMs) : next;
    }
    return next;
  }

  /** A call that is not full may wait a little for more. */
  private long batchFullAtMs(long nowMs) {
    if (plan.batchWaitMs() == 0 || gate.probing() || backlog.ready().openSize() >= batchAtMost()) {
      return nowMs;
    }
    if (waitsSinceMs == NEVER) {
      waitsSinceMs = nowMs;
    }
    return waitsSinceMs + plan.batchWaitMs();
  }

  private int batchAtMost() {
    return Math.min(plan.batchAtMost(), plan.capabilities().itemsPerCall());
  }

  private int batchAtMost(int key) {
    Trouble trouble = lanes.findTrouble(key);
    return trouble == null ? Integer.MAX_VALUE : trouble.batchAtMost;
  }

  /** Goes on with the call at hand. False where no permit is left for it. */
  private boolean fill(long nowMs) {
    Draft call = draft == null ? new Draft(gate.probing() ? 1 : batchAtMost()) : draft;
    add(call, nowMs);
    draft = call.isEmpty() || call.isClosed() ? null : call;
    if (call.isEmpty()) {
      return true;
    }
    waitsSinceMs = NEVER;
    if (call.permit() == null) {
      Gate.@Nullable Permit permit = gate.begin(nowMs);
      if (permit == null) {
        draft = null;
        putBack(call);
        return false;
      }
      call.permit(permit);
    }
    if (call.isClosed() && call.isDurable()) {
      begin(call, nowMs);
    } else if (call.isClosed()) {
      waiting.add(call);
    }
    return true;
  }

  private void add(Draft call, long nowMs) {
    while (!call.isClosed() && looked < LOOKED_AT_ONCE && !isStoreSlow()) {
      int key = backlog.ready().poll(gate.probing());
      if (key < 0) {
        call.close();
        return;
      }
      int alone = batchAtMost(key);
      if (alone <= call.size()) {
        backlog.queue(key);
        call.close();
        return;
      }
      call.limit(alone);
      boolean laneFree = !lanes.busy(backlog.laneOf(key));
      List<Integer> companions = laneFree && shares(call) ? backlog.companions(key) : List.of();
      add(call, key, false, nowMs);
      for (int companion : companions) {
        boolean occupied = lanes.busy(backlog.laneOf(companion));
        boolean open = !backlog.ready().isClosed(ChannelPlan.facetOf(companion));
        if (open && !call.isClosed() && batchAtMost(companion) > call.size()) {
          backlog.ready().remove(companion);
          add(call, companion, occupied, nowMs);
        }
      }
    }
  }

  private boolean isStoreSlow() {
    return channel.recording().isFull(plan.windowBytes());
  }

  private boolean shares(Draft call) {
    return call.atMost() > 1 && plan.capabilities().facetsTogether();
  }

  /** Adds what a key has to send, and occupies its lane. */
  private void add(Draft call, int key, boolean shared, long nowMs) {
    looked++;
    Delivery delivery = channel.take(key, shared, nowMs);
    if (delivery == null) {
      return;
    }
    if (mixes(delivery, call)) {
      // The next call begins with it.
      backlog.queue(key);
      call.close();
      return;
    }
    channel.fetches().needless(key);
    lanes.occupy(delivery.lane(), shared);
    boolean announced = backlog.announces(delivery, channel.recording());
    if (intents.missing(delivery)) {
      intents.commit(delivery, channel.answers().attempts(delivery), nowMs);
      call.waitForDurable(channel.recording());
    } else if (announced) {
      call.waitForDurable(channel.recording());
    }
    backlog.began(delivery);
    call.add(delivery);
  }

  /** A call of several facets, which not every channel takes. */
  private boolean mixes(Delivery delivery, Draft call) {
    return !plan.capabilities().facetsTogether()
        && !call.isEmpty()
        && call.deliveries().get(0).facet() != delivery.facet();
  }

  private void beginDurable(long nowMs) {
    for (Draft call : List.copyOf(waiting)) {
      if (!holds(call, nowMs)) {
        waiting.remove(call);
        putBack(call);
      } else if (call.isDurable()) {
        waiting.remove(call);
        begin(call, nowMs);
      }
    }
  }

  private void begin(Draft call, long nowMs) {
    call.deliveries().forEach(intents::began);
    channel.begin(call, nowMs);
  }

  /** Whether it may be sent still, as far as anybody but its updates is concerned. */
  private boolean holds(Draft call, long nowMs) {
    Gate.@Nullable Permit permit = call.permit();
    return permit != null && gate.holds(permit, nowMs) && !isThrottled(call, nowMs);
  }

  private boolean isThrottled(Draft call, long nowMs) {
    Set<Facet> throttled = EnumSet.noneOf(Facet.class);
    for (Facet facet : Facet.values()) {
      if (gate.throttledUntilMs(facet) > nowMs) {
        throttled.add(facet);
      }
    }
    return !throttled.isEmpty()
        && call.deliveries().stream().anyMatch(each -> throttled.contains(each.facet()));
  }

  /** Nothing of what is put together here is sent any more. */
  void stop() {
    putBackDraft();
    waiting.forEach(this::putBack);
    waiting.clear();
  }

  private void putBackDraft() {
    Draft call = draft;
    draft = null;
    if (call != null) {
      putBack(call);
    }
  }

  private void putBack(Draft call) {
    Gate.@Nullable Permit permit = call.permit();
    if (permit != null) {
      gate.release(permit);
    }
    // Offered before that, it would go out as if a start knew of it already.
    call.whenDurable(() -> withdraw(call));
  }

  private void withdraw(Draft call) {
    call.deliveries().forEach(delivery -> lanes.release(delivery.lane()));
    call.deliveries().forEach(backlog::withdrawn);
    call.deliveries().forEach(delivery -> backlog.laneFreed(delivery.lane()));
  }
}
