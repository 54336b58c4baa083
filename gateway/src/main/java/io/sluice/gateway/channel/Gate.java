package io.sluice.gateway.channel;

import io.sluice.source.Facet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * When a channel may be called: pause, needs attention, throttle, breaker, slow start, parallel
 * slots, requests per second.
 *
 * <pre>
 *  asked in this order      answer while it holds        ends
 *  pause, own or of all     not before its end           resume, its end
 *  needs attention          one probe every 15 minutes   a success, resume
 *  throttle (429, quota)    not before it                its time; one facet's holds that alone
 *  breaker open             not before the next probe    probes succeed
 *  parallel, slow start     when a call ends
 *  the account's parallel   when a call of one of its channels ends
 *  rate that a person set   when its bucket has one      its removal
 *  requests per second      when the account's bucket has one
 * </pre>
 */
final class Gate {
  /** Nobody knows when: something else must happen first. */
  static final long WHEN_TOLD = Long.MAX_VALUE;

  private static final int SLOW_START = 2;

  private final ChannelPlan plan;
  private final Breaker breaker;
  private final Account.Share account;
  private @Nullable Pause pause;
  private @Nullable Pause pauseOfAll;
  private @Nullable Rate rate;
  private RequestBudget rateBudget = new RequestBudget(0);
  private @Nullable Attention attention;
  private long throttledUntilMs;
  private @Nullable String throttleReason;
  private final long[] operationUntilMs = new long[Facet.values().length];
  private final @Nullable String[] operationReasons = new String[Facet.values().length];
  private int slots = SLOW_START;
  private int calls;
  private boolean probeAsked;
  private Health last = Health.RELEASE;

  Gate(ChannelPlan plan, Account.Share account) {
    this.plan = plan;
    this.account = account;
    this.breaker = new Breaker(plan.channel(), plan.openAfterFailures(), plan.probeEveryMs());
  }

  /**
   * Earliest time at which a call may begin: {@code nowMs} or before means now, {@link #WHEN_TOLD}
   * after something else.
   */
  long opensAtMs(long nowMs) {
    long own = ownOpensAtMs(nowMs);
    return own > nowMs ? own : budgetsOpenAtMs(nowMs);
  }

  /** The account is asked last: whoever it is told to wait is next there. */
  private long budgetsOpenAtMs(long nowMs) {
    long own = rateBudget.nextAtMs(nowMs);
    return own > nowMs ? own : account.opensAtMs(nowMs);
  }

  private long ownOpensAtMs(long nowMs) {
    Pause paused = pause(nowMs);
    if (paused != null) {
      return paused.untilMs();
    }
    if (calls >= parallel()) {
      return WHEN_TOLD;
    }
    if (attention != null) {
      return probeAsked ? nowMs : attention.nextProbeMs();
    }
    boolean opens = breaker.open() && breaker.probeAtMs() > nowMs;
    return Math.max(throttledUntilMs, opens ? breaker.probeAtMs() : nowMs);
  }

  /**
   * The same for reading what the channel shows, which neither asks nor tells how well it is: a
   * pause, a throttle and what its account allows hold for it, too.
   */
  long readableAtMs(long nowMs) {
    Pause paused = pause(nowMs);
    long own = paused == null ? throttledUntilMs : paused.untilMs();
    return own > nowMs ? own : budgetsOpenAtMs(nowMs);
  }

  /** A page is asked for; to be followed by {@link #read}. */
  void beginRead() {
    rateBudget.take();
    account.begin();
  }

  void read() {
    account.ended();
  }

  /** The channel looks at what it owes. */
  void asks() {
    account.asks();
  }

  /** The channel has begun what it could. */
  void leaves(long nowMs) {
    account.leaves(nowMs);
  }

  /** Whether a call that begins now is a probe: one lane alone, troubled ones last. */
  boolean probing() {
    return attention != null || !breaker.closed();
  }

  /**
   * What a call runs under.
   *
   * @param ofBreaker false for a try while the channel needs attention: the breaker knows nothing
   *     of it
   * @param era of the breaker
   */
  record Permit(boolean ofBreaker, int era) {}

  /** Takes the permit for a call; to be followed by {@link #ended}. Null where none is left. */
  @Nullable Permit begin(long nowMs) {
    boolean ofBreaker = attention == null;
    if (attention != null) {
      attention = attention.probed(nowMs);
      probeAsked = false;
    } else if (!breaker.tryPermit(nowMs)) {
      return null;
    }
    rateBudget.take();
    account.begin();
    calls++;
    return new Permit(ofBreaker, breaker.era());
  }

  /** Whether a call that has a permit and was not sent yet may still be. */
  boolean holds(Permit permit, long nowMs) {
    boolean sameTrouble =
        permit.ofBreaker()
            ? attention == null && permit.era() == breaker.era() && throttledUntilMs <= nowMs
            // No throttle keeps such a probe from beginning.
            : attention != null;
    return sameTrouble && !paused(nowMs);
  }

  /** The call was not sent. */
  void release(Permit permit) {
    calls--;
    account.ended();
    if (!permit.ofBreaker()) {
      // It is still to come.
      probeAsked = attention != null;
    } else if (permit.era() == breaker.era()) {
      breaker.release();
    }
  }

  /** How a call ended, as far as the channel's health is concerned. */
  enum Health {
    SUCCESS,
    FAILURE,
    /** Says nothing about it. */
    RELEASE
  }

  /**
   * @param accepted whether it brought anything through: that is what ends needs attention
   */
  void ended(Permit permit, Health health, boolean accepted, long nowMs) {
    calls--;
    account.ended();
    boolean wasClosed = breaker.closed();
    if (permit.ofBreaker() && permit.era() == breaker.era()) {
      tellBreaker(health, nowMs);
    }
    if (wasClosed != breaker.closed()) {
      slots = SLOW_START;
    }
    if (accepted && attention != null) {
      attention = null;
      slots = SLOW_START;
    }
  }

  private void tellBreaker(Health health, long nowMs) {
    last = health;
    switch (health) {
      case SUCCESS -> {
        breaker.success(nowMs);
        slots = Math.min(plan.parallel(), slots + 1);
      }
      case FAILURE -> breaker.failure(nowMs);
      case RELEASE -> breaker.release();
    }
  }

  private int parallel() {
    return attention != null ? 1 : Math.min(slots, plan.parallel());
  }

  int calls() {
    return calls;
  }

  /** Down as far as anybody knows: also while the first probe is on its way. */
  boolean noAnswerSinceOpened() {
    return breaker.open() || (breaker.halfOpen() && last != Health.SUCCESS);
  }

  /** The probes that were possible succeeded and nothing else waits. */
  void nothingLeftToProbe(long nowMs) {
    if (breaker.halfOpen() && calls == 0 && last == Health.SUCCESS) {
      breaker.close(nowMs);
      slots = SLOW_START;
    }
  }

  void throttle(long untilMs, String reason) {
    throttledUntilMs = Math.max(throttledUntilMs, untilMs);
    throttleReason = reason;
  }

  /** One facet alone may not be asked for. */
  void throttle(Facet facet, long untilMs, String reason) {
    int operation = facet.ordinal();
    operationUntilMs[operation] = Math.max(operationUntilMs[operation], untilMs);
    operationReasons[operation] = reason;
  }

  /** Until when this facet alone may not be asked for; past: it may. */
  long throttledUntilMs(Facet facet) {
    return operationUntilMs[facet.ordinal()];
  }

  @Nullable String throttleReason(Facet facet) {
    return operationReasons[facet.ordinal()];
  }

  void pause(Pause pause) {
    this.pause = pause;
  }

  /** Somebody paused all channels; a pause of this one alone stays beside it. */
  void pauseOfAll(Pause pause) {
    pauseOfAll = pause;
  }

  /** What was paused or troubled by itself stays so. */
  void resumeOfAll() {
    pauseOfAll = null;
  }

  /** Below what the account allows; null: nothing but that. */
  void rate(@Nullable Rate rate) {
    this.rate = rate;
    rateBudget = new RequestBudget(rate == null ? 0 : rate.perSecond());
  }

  /** How long the rate that a person set lets pass between two requests; 0 without one. */
  long requestEveryMs() {
    return rate == null ? 0 : (long) Math.ceil(1_000 / rate.perSecond());
  }

  @Nullable Rate rate() {
    return rate;
  }

  void needsAttention(Attention attention) {
    this.attention = attention;
  }

  void resume() {
    pause = null;
    pauseOfAll = null;
    attention = null;
    throttledUntilMs = 0;
    Arrays.fill(operationUntilMs, 0);
  }

  void probe(long nowMs) {
    probeAsked = attention != null;
    throttledUntilMs = 0;
    Arrays.fill(operationUntilMs, 0);
    breaker.letProbe(nowMs);
  }

  boolean paused(long nowMs) {
    return pause(nowMs) != null;
  }

  /** The pause that holds longest, null where none does. */
  @Nullable Pause pause(long nowMs) {
    Pause longest = pause;
    if (pauseOfAll != null && (longest == null || pauseOfAll.untilMs() > longest.untilMs())) {
      longest = pauseOfAll;
    }
    return longest != null && longest.untilMs() > nowMs ? longest : null;
  }

  @Nullable Attention attention() {
    return attention;
  }

  long throttledUntilMs() {
    return throttledUntilMs;
  }

  @Nullable String throttleReason() {
    return throttleReason;
  }

  Breaker breaker() {
    return breaker;
  }

  /** Whether slow start is still on. */
  boolean starting() {
    return slots < plan.parallel();
  }

  /** Neither paused, in need of attention, throttled nor behind an open breaker. */
  boolean online(long nowMs) {
    return !paused(nowMs) && attention == null && throttledUntilMs <= nowMs && breaker.closed();
  }
}
