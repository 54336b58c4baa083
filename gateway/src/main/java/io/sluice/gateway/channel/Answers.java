package io.sluice.gateway.channel;

import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.gateway.channel.Channel.InFlight;
import io.sluice.gateway.channel.Gate.Health;
import io.sluice.source.Facet;
import io.sluice.store.HeldRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides what each outcome means: for the update, its lane, the channel's health. Nobody else
 * does.
 *
 * <pre>
 *  outcome        update                                        breaker
 *  accepted       shelf, lane free once durable                 success
 *  pending        held, polled                                  success
 *  deferred       waits for the time given                      neither
 *  unreachable    backoff                                       failure
 *  rejected       dead letter, once something else got through  success
 *  conflict       rendered again                                success
 *  unauthorized   item: dead letter; channel: needs attention   neither
 *  not listed     stock and price wait for the product          success
 *  unknown        same key again after a backoff                failure if transport
 *  gone           needs attention                               neither
 * </pre>
 */
final class Answers {
  private static final int FAILURES_UNTIL_HELD = 5;
  private static final int CONFLICTS_AT_ONCE = 3;
  private static final long UNLISTED_AGAIN_MS = Duration.ofHours(1).toMillis();
  private static final long LANE_COUNTS_AGAIN_MS = 10_000;
  private static final long LONGEST_DEFERRAL_MS = Duration.ofHours(24).toMillis();

  /** A refusal on a channel where nothing else happens is believed after this time. */
  private static final long SUSPECT_FOR_MS = Duration.ofHours(1).toMillis();

  private static final long NEVER = Long.MAX_VALUE;

  private final Channel channel;
  private final ChannelPlan plan;
  private final Lanes lanes;
  private final Gate gate;
  private final Backlog backlog;
  private final HeldBook held;
  private final Backoff backoff;
  private final Evidence evidence = new Evidence();
  private final WorkingTime working = new WorkingTime();
  private final List<Suspect> suspects = new ArrayList<>();
  private long accepted;
  private long attempts;
  private @Nullable String lastProblem;

  Answers(Channel channel, LongUnaryOperator jitter) {
    this.channel = channel;
    this.plan = channel.plan();
    this.lanes = channel.lanes();
    this.gate = channel.gate();
    this.backlog = channel.backlog();
    this.held = channel.held();
    this.backoff = new Backoff(plan.firstAfterMs(), plan.longestWaitMs(), jitter);
  }

  /** A rejected update whose fault it may not be. */
  private record Suspect(Delivery delivery, Outcome.Rejected answer, long sinceMs) {}

  long accepted() {
    return accepted;
  }

  long attempts() {
    return attempts;
  }

  @Nullable String lastProblem() {
    return lastProblem;
  }

  /** Whether another call may be tried with so many in flight, as far as refusals are concerned. */
  boolean mayTry(int calls) {
    return evidence.calls() == 0 || evidence.calls() + calls < Evidence.REFUSALS;
  }

  void interrupted() {
    working.interrupted();
  }

  void answered(InFlight call, List<Outcome> outcomes, long nowMs) {
    List<Outcome> each = new ArrayList<>();
    for (int i = 0; i < call.deliveries().size(); i++) {
      Outcome missing = new Outcome.Unknown("the adapter gave no outcome for it", false);
      each.add(i < outcomes.size() ? outcomes.get(i) : missing);
    }
    boolean anyAccepted = each.stream().anyMatch(Answers::getsThrough);
    boolean wasOnline = gate.online(nowMs);
    boolean neededAttention = gate.attention() != null;
    gate.ended(call.permit(), health(call, each, nowMs), anyAccepted, nowMs);
    if (neededAttention && gate.attention() == null) {
      channel.recording().write(Durable.noAttention(plan.channel()));
    }
    if (anyAccepted) {
      succeeded(nowMs);
    } else if (each.stream().allMatch(Outcome.Rejected.class::isInstance)) {
      evidence.callRefused();
    }
    for (int i = 0; i < each.size(); i++) {
      Delivery delivery = call.deliveries().get(i);
      log(delivery, each.get(i), call, nowMs);
      take(delivery, each.get(i), each.size(), anyAccepted, nowMs);
    }
    if (!wasOnline && gate.online(nowMs)) {
      wakeAll(nowMs);
    } else if (wasOnline && !gate.online(nowMs)) {
      working.interrupted();
    }
  }

  private static boolean getsThrough(Outcome outcome) {
    return outcome instanceof Outcome.Accepted || outcome instanceof Outcome.Pending;
  }

  private void succeeded(long nowMs) {
    working.success(nowMs);
    evidence.clear();
    List<Suspect> guilty = new ArrayList<>(suspects);
    suspects.clear();
    guilty.forEach(suspect -> dead(suspect, nowMs));
  }

  private void log(Delivery delivery, Outcome outcome, InFlight call, long nowMs) {
    attempts++;
    Trouble trouble = lanes.findTrouble(delivery.key());
    int number = trouble == null ? 1 : trouble.attempts + 1;
    channel
        .effects()
        .attempted(
            new Attempt(
                delivery.update().sku(),
                delivery.part(),
                delivery.position(),
                number,
                outcome,
                nowMs - call.begunMs()));
  }

  /** Success, failure or nothing, for the breaker: one failure per lane and window. */
  private Health health(InFlight call, List<Outcome> outcomes, long nowMs) {
    boolean answered = false;
    boolean counts = false;
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome outcome = outcomes.get(i);
      answered |= isAnswer(outcome);
      counts |= isFailure(outcome) && countsAgain(call.deliveries().get(i).key(), nowMs);
    }
    return answered ? Health.SUCCESS : counts ? Health.FAILURE : Health.RELEASE;
  }

  private static boolean isAnswer(Outcome outcome) {
    return getsThrough(outcome)
        || outcome instanceof Outcome.Rejected
        || outcome instanceof Outcome.Conflict
        || outcome instanceof Outcome.NotListed;
  }

  private static boolean isFailure(Outcome outcome) {
    return outcome instanceof Outcome.Unreachable
        || (outcome instanceof Outcome.Unknown unknown && unknown.transport());
  }

  /** A lane that fails again soon, while others succeed, says nothing new about the channel. */
  private boolean countsAgain(int key, long nowMs) {
    Trouble trouble = lanes.trouble(key);
    if (trouble.ownBackoff) {
      return false;
    }
    boolean first = trouble.countedAtMs == Long.MIN_VALUE;
    boolean others = !first && working.lastSuccessMs() > trouble.countedAtMs;
    boolean again = !first && !others && nowMs - trouble.countedAtMs >= LANE_COUNTS_AGAIN_MS;
    if (first || again || gate.probing()) {
      trouble.countedAtMs = nowMs;
      return true;
    }
    return false;
  }

  private void take(
      Delivery delivery, Outcome outcome, int callSize, boolean anyAccepted, long nowMs) {
    if (!(outcome instanceof Outcome.Accepted)) {
      lastProblem = delivery.update().sku() + ": " + outcome;
    }
    if (outcome instanceof Outcome.Accepted) {
      accepted(delivery, nowMs);
    } else if (outcome instanceof Outcome.Pending answer) {
      pending(delivery, answer, nowMs);
    } else if (outcome instanceof Outcome.Deferred answer) {
      deferred(delivery, answer, nowMs);
    } else if (outcome instanceof Outcome.Unreachable answer) {
      failed(delivery, answer.reason(), callSize, true, nowMs);
    } else if (outcome instanceof Outcome.Rejected answer) {
      rejected(delivery, answer, callSize, anyAccepted, nowMs);
    } else if (outcome instanceof Outcome.Conflict answer) {
      conflict(delivery, answer, nowMs);
    } else if (outcome instanceof Outcome.Unauthorized answer) {
      unauthorized(delivery, answer, nowMs);
    } else if (outcome instanceof Outcome.NotListed answer) {
      notListed(delivery, answer, nowMs);
    } else if (outcome instanceof Outcome.Unknown answer) {
      failed(delivery, answer.reason(), callSize, answer.transport(), nowMs);
    } else if (outcome instanceof Outcome.Gone answer) {
      free(delivery);
      needsAttention(answer.reason(), nowMs);
    }
  }

  /** What became of a pending update. */
  void polled(Pending.Waiting asked, Outcome outcome, long nowMs) {
    Delivery delivery = asked.delivery().withoutLane();
    if (outcome instanceof Outcome.Pending again) {
      channel
          .pending()
          .add(
              new Pending.Waiting(
                  asked.delivery(),
                  again.handle(),
                  again.pollAt().toEpochMilli(),
                  Math.min(asked.expiresAtMs(), again.expiresAt().toEpochMilli())));
    } else if (isFailure(outcome) && nowMs < asked.expiresAtMs()) {
      long again = nowMs + backoff.waitMs(FAILURES_UNTIL_HELD);
      channel
          .pending()
          .add(new Pending.Waiting(asked.delivery(), asked.handle(), again, asked.expiresAtMs()));
    } else {
      lanes.unblock(delivery.key());
      close(delivery);
      if (getsThrough(outcome)) {
        succeeded(nowMs);
      }
      take(delivery, outcome, 1, false, nowMs);
    }
  }

  private void accepted(Delivery delivery, long nowMs) {
    accepted++;
    lanes.healed(delivery.key());
    suspects.removeIf(suspect -> suspect.delivery().key() == delivery.key());
    Recording recording = channel.recording();
    recording.outcomes().accepted(delivery, nowMs);
    close(delivery);
    boolean wasUnlisted = backlog.listed(delivery.sku()) == Listed.NO;
    backlog.accepted(delivery, recording);
    recording.whenDurable(
        () -> {
          backlog.acceptedDurably(delivery);
          release(delivery);
          if (wasUnlisted) {
            backlog.setListed(delivery.sku(), Listed.YES);
            listed(delivery.sku());
          }
        });
  }

  /** The product is there now: its stock and price go on. */
  private void listed(int sku) {
    for (Facet facet : Facet.values()) {
      int key = ChannelPlan.key(sku, facet);
      lanes.healed(key);
      lanes.unblock(key);
      backlog.queue(key);
    }
  }

  private void pending(Delivery delivery, Outcome.Pending answer, long nowMs) {
    Recording recording = channel.recording();
    hold(
        row(
            delivery,
            Why.PENDING,
            answer.pollAt().toEpochMilli(),
            null,
            null,
            answer.handle(),
            nowMs),
        recording);
    boolean create = delivery.update().listed() != Listed.YES && delivery.facet() == Facet.PRODUCT;
    if (create) {
      unlisted(delivery, recording);
    }
    lanes.block(delivery.key());
    recording.whenDurable(
        () -> {
          channel
              .pending()
              .add(
                  new Pending.Waiting(
                      delivery,
                      answer.handle(),
                      answer.pollAt().toEpochMilli(),
                      answer.expiresAt().toEpochMilli()));
          release(delivery);
        });
  }

  private void deferred(Delivery delivery, Outcome.Deferred answer, long nowMs) {
    long untilMs = Math.min(answer.until().toEpochMilli(), nowMs + LONGEST_DEFERRAL_MS);
    if (answer.scope() == Outcome.Scope.ITEM) {
      waitUntil(delivery, untilMs, answer.reason());
    } else {
      gate.throttle(untilMs, answer.reason());
      working.interrupted();
      channel.recording().write(Durable.throttle(plan.channel(), untilMs, answer.reason()));
    }
    free(delivery);
  }

  private void failed(
      Delivery delivery, String reason, int callSize, boolean transport, long nowMs) {
    Trouble trouble = lanes.trouble(delivery.key());
    if (trouble.failures == 0) {
      trouble.firstFailureMs = nowMs;
      trouble.workingMsAtStart = working.workedMs();
    }
    if (callSize > 1) {
      // One update may be what breaks the whole call.
      trouble.batchAtMost = Math.max(1, callSize / 2);
    }
    if (gate.online(nowMs) || !transport) {
      trouble.attempts++;
    }
    trouble.failures++;
    trouble.lastFailureMs = nowMs;
    boolean othersSucceed = working.lastSuccessMs() > trouble.firstFailureMs;
    if (trouble.failures >= FAILURES_UNTIL_HELD && othersSucceed && callSize == 1) {
      trouble.ownBackoff = true;
    }
    if (trouble.ownBackoff && tooOld(trouble)) {
      dead(
          delivery,
          "gave_up",
          "gave up after " + trouble.attempts + " attempts: " + reason,
          null,
          nowMs);
      return;
    }
    waitUntil(delivery, nowMs + backoff.waitMs(trouble.failures), reason);
    if (trouble.ownBackoff) {
      hold(
          row(delivery, Why.OWN_BACKOFF, trouble.notBeforeMs, "unreachable", reason, "", nowMs),
          channel.recording());
    }
    free(delivery);
  }

  private boolean tooOld(Trouble trouble) {
    return working.workedMs() - trouble.workingMsAtStart > plan.giveUpAfterMs();
  }

  private void rejected(
      Delivery delivery, Outcome.Rejected answer, int callSize, boolean anyAccepted, long nowMs) {
    Trouble trouble = lanes.trouble(delivery.key());
    trouble.problem = answer.reason();
    boolean ofManyOne = callSize > 1 && answer.scope() != Outcome.Scope.ITEM;
    evidence.refused(answer.code(), delivery.sku(), !ofManyOne);
    if (gate.attention() != null) {
      trouble.failures++;
      trouble.lastFailureMs = nowMs;
      free(delivery);
    } else if (evidence.settingIsWrong(answer.code())) {
      free(delivery);
      needsAttention("refuses everything with " + answer.code() + ": " + answer.reason(), nowMs);
    } else if (ofManyOne) {
      trouble.batchAtMost = Math.max(1, callSize / 2);
      free(delivery);
    } else {
      trouble.attempts++;
      Suspect suspect = new Suspect(delivery, answer, nowMs);
      if (anyAccepted) {
        dead(suspect, nowMs);
      } else {
        suspect(suspect);
      }
    }
  }

  /**
   * Remembers a refusal until something else gets through. A stream's lane waits for it, since its
   * event may have to be sent again before the next; a state channel's lane goes on, since what is
   * sent again is the newest value.
   */
  private void suspect(Suspect suspect) {
    Delivery delivery = suspect.delivery();
    if (plan.stream()) {
      lanes.trouble(delivery.key()).suspect = suspect.answer();
      suspects.add(suspect);
    } else {
      backlog.settled(delivery, channel.recording());
      suspects.removeIf(earlier -> earlier.delivery().key() == delivery.key());
      suspects.add(new Suspect(delivery.withoutLane(), suspect.answer(), suspect.sinceMs()));
      release(delivery);
    }
  }

  /** The refusal was the item's own fault: something else got through meanwhile. */
  private void dead(Suspect suspect, long nowMs) {
    Outcome.Rejected answer = suspect.answer();
    Delivery delivery = suspect.delivery();
    if (delivery.facet() == Facet.PRODUCT && backlog.listed(delivery.sku()) != Listed.YES) {
      unlisted(delivery, channel.recording());
    }
    dead(delivery, answer.code(), answer.reason(), answer.answer(), nowMs);
  }

  private void dead(
      Delivery delivery, String code, String reason, @Nullable String answer, long nowMs) {
    Recording recording = channel.recording();
    hold(
        row(delivery, Why.DEAD, NOT_DUE, code, reason, answer == null ? "" : answer, nowMs),
        recording);
    backlog.settled(delivery, recording);
    recording.whenDurable(
        () -> {
          lanes.healed(delivery.key());
          release(delivery);
        });
  }

  private void conflict(Delivery delivery, Outcome.Conflict answer, long nowMs) {
    Trouble trouble = lanes.trouble(delivery.key());
    trouble.conflicts++;
    if (trouble.conflicts <= CONFLICTS_AT_ONCE) {
      trouble.problem = answer.reason();
      free(delivery);
    } else {
      failed(delivery, answer.reason(), 1, false, nowMs);
    }
  }

  private void unauthorized(Delivery delivery, Outcome.Unauthorized answer, long nowMs) {
    if (answer.scope() == Outcome.Scope.ITEM) {
      dead(delivery, "unauthorized", answer.reason(), null, nowMs);
    } else {
      free(delivery);
      needsAttention(answer.reason(), nowMs);
    }
  }

  private void notListed(Delivery delivery, Outcome.NotListed answer, long nowMs) {
    if (plan.stream()) {
      failed(delivery, answer.reason(), 1, false, nowMs);
      return;
    }
    boolean create = delivery.facet() == Facet.PRODUCT;
    if (create && delivery.update().listed() != Listed.NO) {
      unlisted(delivery, channel.recording());
      free(delivery);
      return;
    }
    unlisted(delivery, channel.recording());
    Trouble trouble = lanes.trouble(delivery.key());
    if (trouble.failures++ == 0) {
      trouble.firstFailureMs = nowMs;
      trouble.workingMsAtStart = working.workedMs();
    }
    trouble.attempts++;
    trouble.lastFailureMs = nowMs;
    if (tooOld(trouble)) {
      dead(delivery, "not_listed", "product not listed: " + answer.reason(), null, nowMs);
      return;
    }
    waitUntil(delivery, nowMs + UNLISTED_AGAIN_MS, answer.reason());
    hold(
        row(
            delivery,
            Why.NOT_LISTED,
            trouble.notBeforeMs,
            "not_listed",
            answer.reason(),
            "",
            nowMs),
        channel.recording());
    free(delivery);
  }

  private void unlisted(Delivery delivery, Recording recording) {
    if (backlog.setListed(delivery.sku(), Listed.NO)) {
      recording.outcomes().listed(delivery.update().sku(), Listed.NO);
    }
  }

  /** Rendering failed or was given up: the key waits by itself, visibly, and nobody else does. */
  void cannotRender(int key, String reason, long nowMs) {
    Trouble trouble = lanes.trouble(key);
    trouble.failures++;
    trouble.attempts++;
    trouble.lastFailureMs = nowMs;
    trouble.ownBackoff = true;
    trouble.problem = reason;
    trouble.notBeforeMs = nowMs + plan.longestWaitMs();
    lastProblem = reason;
    lanes.block(key);
    channel.wakeKeyAt(key, trouble.notBeforeMs);
  }

  private void needsAttention(String reason, long nowMs) {
    if (gate.attention() == null) {
      Attention attention = new Attention(reason, nowMs, nowMs + Attention.PROBE_EVERY_MS);
      gate.needsAttention(attention);
      working.interrupted();
      channel.recording().write(Durable.attention(plan.channel(), attention));
    }
    evidence.clear();
    List<Suspect> cleared = new ArrayList<>(suspects);
    suspects.clear();
    for (Suspect suspect : cleared) {
      Delivery delivery = suspect.delivery();
      Trouble trouble = lanes.trouble(delivery.key());
      trouble.suspect = null;
      trouble.attempts = 0;
      backlog.owe(delivery);
      release(delivery);
    }
  }

  /** Suspects on a channel where nothing else happens. */
  void settleOldSuspects(long nowMs) {
    List<Suspect> old =
        suspects.stream().filter(each -> each.sinceMs() + SUSPECT_FOR_MS <= nowMs).toList();
    suspects.removeAll(old);
    old.forEach(suspect -> dead(suspect, nowMs));
  }

  long nextSuspectMs() {
    return suspects.isEmpty() ? NEVER : suspects.get(0).sinceMs() + SUSPECT_FOR_MS;
  }

  // --- waiting ----------------------------------------------------------------------------------

  private void waitUntil(Delivery delivery, long atMs, String reason) {
    Trouble trouble = lanes.trouble(delivery.key());
    trouble.notBeforeMs = atMs;
    trouble.problem = reason;
    lanes.block(delivery.key());
    channel.wakeKeyAt(delivery.key(), atMs);
  }

  /** A key's wait is over, unless something prolonged it. */
  void due(int key, long nowMs) {
    Trouble trouble = lanes.findTrouble(key);
    if (trouble == null || trouble.notBeforeMs <= nowMs) {
      if (trouble != null) {
        trouble.tryUnlisted = true;
      }
      lanes.unblock(key);
      backlog.queue(key);
    }
  }

  /** The channel is back: what failed because it was away need not wait for its backoff. */
  void wakeAll(long nowMs) {
    lanes
        .troubles()
        .forEach(
            (key, trouble) -> {
              if (!trouble.ownBackoff && trouble.notBeforeMs > nowMs) {
                trouble.notBeforeMs = nowMs;
                channel.wakeKeyAt(key, nowMs);
              }
            });
  }

  /** Not accepted and nothing to make durable: owed as before, and the lane may go on. */
  private void free(Delivery delivery) {
    backlog.returned(delivery);
    release(delivery);
  }

  private void release(Delivery delivery) {
    if (delivery.holdsLane()) {
      lanes.release(delivery.lane());
    }
    backlog.laneFreed(backlog.laneOf(delivery.key()));
  }

  /** Holds a row; on a state channel it takes the place of the key's earlier ones. */
  private void hold(HeldRow row, Recording recording) {
    if (!plan.stream()) {
      held.close(row.channel(), row.key(), row.part(), row.position(), recording);
    }
    held.put(row, recording);
  }

  private void close(Delivery delivery) {
    held.close(
        plan.channel(),
        delivery.update().sku(),
        delivery.part(),
        delivery.position(),
        channel.recording());
  }

  private static final long NOT_DUE = Long.MIN_VALUE;

  private HeldRow row(
      Delivery delivery,
      Why why,
      long dueMs,
      @Nullable String code,
      @Nullable String reason,
      String detail,
      long nowMs) {
    Trouble trouble = lanes.findTrouble(delivery.key());
    return new HeldRow(
        plan.channel(),
        delivery.update().sku(),
        delivery.part(),
        delivery.position(),
        why.code(),
        nowMs,
        dueMs,
        trouble == null ? 1 : trouble.attempts,
        code,
        reason,
        HeldPayload.encode(delivery),
        detail.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
