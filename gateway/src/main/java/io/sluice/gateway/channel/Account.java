package io.sluice.gateway.channel;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the channels of one account share: calls in flight and requests per second. All of them live
 * on one context, which owns this.
 *
 * <p>The next call is whichever waiting channel's has the fewest in flight, of equal ones whose
 * last call lies back longest: none of them starves because another has a long backlog.
 */
public final class Account {
  private final int parallel;
  private final RequestBudget budget;
  private final Set<Share> waiting = new LinkedHashSet<>();
  private int calls;
  private long begun;

  /**
   * @param parallel calls in flight at most, of all channels together
   * @param requestsPerSecond of all together, 0: no limit
   */
  public Account(int parallel, double requestsPerSecond) {
    this.parallel = parallel;
    this.budget = new RequestBudget(requestsPerSecond);
  }

  /** Of a channel that shares with none. */
  public static Account alone(ChannelPlan plan) {
    return new Account(plan.parallel(), plan.requestsPerSecond());
  }

  Share join(Effects effects) {
    return new Share(effects);
  }

  /** One channel's part in it. */
  final class Share {
    private static final Comparator<Share> ORDER =
        Comparator.comparingInt((Share share) -> share.own)
            .thenComparingLong(share -> share.lastBegun);

    private final Effects effects;
    private int own;
    private long lastBegun;

    /** What it was told when it last asked; a time is one it comes back at by itself. */
    private long opensAtMs;

    private Share(Effects effects) {
      this.effects = effects;
    }

    /** As {@link Gate#opensAtMs}; a channel that is told to wait is woken. */
    long opensAtMs(long nowMs) {
      boolean isNext = waiting.stream().allMatch(other -> ORDER.compare(this, other) <= 0);
      boolean free = calls < parallel && isNext;
      opensAtMs = free ? budget.nextAtMs(nowMs) : Gate.WHEN_TOLD;
      if (opensAtMs > nowMs) {
        waiting.add(this);
      }
      return opensAtMs;
    }

    /** INVARIANT: never more calls in flight than the account allows. */
    void begin() {
      if (calls >= parallel) {
        throw new IllegalStateException("the account has " + calls + " calls in flight already");
      }
      waiting.remove(this);
      budget.take();
      calls++;
      own++;
      begun++;
      lastBegun = begun;
    }

    void ended() {
      calls--;
      own--;
    }

    /** It looks at what it owes: if it still waits, it says so again. */
    void asks() {
      waiting.remove(this);
    }

    /** It has begun what it could: what is left may be another's. */
    void leaves(long nowMs) {
      if (!waiting.isEmpty() && calls < parallel) {
        Share next = waiting.stream().min(ORDER).orElseThrow();
        if (next.opensAtMs == Gate.WHEN_TOLD) {
          // At once and not when a request fits: that could be later than what it waits for
          // besides.
          next.opensAtMs = nowMs;
          next.effects.wakeAt(nowMs);
        }
      }
    }
  }
}
