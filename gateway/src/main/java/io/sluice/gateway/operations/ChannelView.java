package io.sluice.gateway.operations;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One channel at one moment.
 *
 * @param state online, catching up, throttled, offline, paused, needs attention, needs approval,
 *     dry run; removed: it is in the file no more, and what it accepted is still known
 * @param stateReason in words, null when online
 * @param since when it came into this state, a second or two late; at the earliest the start
 * @param nextAt next probe (offline, needs attention), end of a pause or of a throttle, or null
 * @param breaker closed, open, half_open
 * @param backlog deliveries not yet accepted, also those that wait for their product or after their
 *     own failures; what rules, guards and freezes hold is not among them
 * @param oldestAt when the oldest of the backlog was received, null when empty
 * @param held rows by why, dead letters under {@code dead}
 * @param deadLetters those by the code of their last outcome, the rarest together as {@code other}
 * @param accepted updates accepted since start
 * @param superseded values replaced by a newer one before they were sent, since start
 * @param attempts updates tried since start
 * @param resync how far it is with rules that changed, or null
 * @param incident what the guard holds, or null
 * @param products how many it has something of, where it is removed; else null
 * @param pausedUntil end of a pause; null where it is not paused, or until somebody resumes
 * @param rate requests a second that a person allows, below the configured ones, or null
 * @param alarms conditions a person should know of: backlog over its alert, folded, ...
 */
public record ChannelView(
    String channel,
    String adapter,
    String keep,
    String state,
    @Nullable String stateReason,
    Instant since,
    @Nullable Instant nextAt,
    String breaker,
    long backlog,
    @Nullable Instant oldestAt,
    int inFlight,
    Map<String, Long> held,
    Map<String, Long> deadLetters,
    long accepted,
    long superseded,
    long attempts,
    @Nullable String lastProblem,
    @Nullable ResyncView resync,
    @Nullable IncidentView incident,
    @Nullable Long products,
    @Nullable Instant pausedUntil,
    @Nullable Double rate,
    java.util.List<String> alarms) {
  /** The part of the backlog that goes out by itself as long as the channel is well. */
  public long moving() {
    return Math.max(
        0, backlog - held.getOrDefault("not_listed", 0L) - held.getOrDefault("own_backoff", 0L));
  }

  /** Whether it sends what it owes. */
  public boolean sends() {
    return state.equals("online") || state.equals("catching up");
  }

  /** The same, in its state since another time. */
  public ChannelView since(Instant other) {
    return new ChannelView(
        channel,
        adapter,
        keep,
        state,
        stateReason,
        other,
        nextAt,
        breaker,
        backlog,
        oldestAt,
        inFlight,
        held,
        deadLetters,
        accepted,
        superseded,
        attempts,
        lastProblem,
        resync,
        incident,
        products,
        pausedUntil,
        rate,
        alarms);
  }
}
