package io.sluice.gateway.channel;

import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.gateway.channel.Channel.InFlight;
import io.sluice.gateway.channel.Delivery.Holds;
import io.sluice.gateway.channel.Gate.Health;
import io.sluice.source.Facet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides what each outcome means: for the update, its lane, the channel's health. Nobody else
 * does.
 *
 * <pre>
 *  outcome        update                                        breaker
 *  accepted       shelf, lane free once durable; of a product
 *                 that leaves: not listed                       success
 *  pending        held, polled                                  success
 *  deferred       waits for the time given                      neither
 *  unreachable    backoff                                       failure
 *  rejected       dead letter, once something else got through  success
 *  conflict       rendered again                                success
 *  unauthorized   item: dead letter; channel: needs attention   neither
 *  not listed     stock and price wait for the product          success
 *  unknown        same key again after a backoff; asked first
 *                 where it must not be repeated                 failure if transport
 *  gone           needs attention                               neither
 * </pre>
 */
final class Answers {
  private static final int FAILURES_UNTIL_HELD = 5;
  private static final int CONFLICTS_AT_ONCE = 3;
  private static final long LONGEST_DEFERRAL_MS = Duration.ofHours(24).toMillis();

  private final Channel channel;
  private final ChannelPlan plan;
  private final Lanes lanes;
  private final Gate gate;
  private final Backlog backlog;
  private final HeldBook held;
  private final HeldRows rows;
  private final Waits waits;
  private final Evidence evidence = new Evidence();
  private final WorkingTime working = new WorkingTime();
  private final Suspects suspects = new Suspects();
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
    this.rows = new HeldRows(plan.channel());
    this.waits = new Waits(channel, jitter);
  }

  Waits waits() {
    return waits;
  }

  /** Counts on from the one that ran until now. */
  void countOn(Answers before) {
    accepted = before.accepted;
    attempts = before.attempts;
  }

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
    return calls < evidence.callsAtOnce();
  }

  void interrupted() {
    working.interrupted();
  }

  // --- answers of calls -------------------------------------------------------------------------

  void answered(InFlight call, List<Outcome> outcomes, long nowMs) {
    List<Outcome> each = complete(outcomes, call.deliveries().size());
    boolean anyAccepted = anyGetsThrough(each);
    boolean wasOnline = gate.online(nowMs);
    boolean neededAttention = gate.attention() != null;
    gate.ended(call.permit(), health(call, each, nowMs), anyAccepted, nowMs);
    if (neededAttention && gate.attention() == null) {
      channel.recording().write(Durable.noAttention(plan.channel()));
    }
    if (anyAccepted) {
      succeeded(nowMs);
    } else {
      noteRefusedCall(each);
    }
    for (int i = 0; i < each.size(); i++) {
      Delivery delivery = call.deliveries().get(i);
      log(delivery, each.get(i), call, nowMs);
      take(delivery, each.get(i), each.size(), anyAccepted, nowMs);
    }
    if (!wasOnline && gate.online(nowMs)) {
      waits.wakeAll(nowMs);
    } else if (wasOnline && !gate.online(nowMs)) {
      working.interrupted();
    }
  }

  private static List<Outcome> complete(List<Outcome> outcomes, int size) {
    if (outcomes.size() == size) {
      return outcomes;
    }
    List<Outcome> each = new ArrayList<>(outcomes.subList(0, Math.min(size, outcomes.size())));
    while (each.size() < size) {
      each.add(new Outcome.Unknown("the adapter gave no outcome for it", false));
    }
    return each;
  }

  private static boolean anyGetsThrough(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      if (getsThrough(outcome)) {
        return true;
      }
    }
    return false;
  }

  private static boolean getsThrough(Outcome outcome) {
    return outcome instanceof Outcome.Accepted || outcome instanceof Outcome.Pending;
  }

  private void succeeded(long nowMs) {
    working.success(nowMs, gate::throttledUntilMs);
    evidence.clear();
    suspects.takeAll().forEach(suspect -> dead(suspect, nowMs));
  }

  private void noteRefusedCall(List<Outcome> outcomes) {
    if (outcomes.get(0) instanceof Outcome.Rejected first
        && outcomes.stream()
            .allMatch(
                other ->
                    other instanceof Outcome.Rejected rejected
                        && rejected.code().equals(first.code()))) {
      evidence.callRefused(first.code());
    }
  }

  private void log(Delivery delivery, Outcome outcome, InFlight call, long nowMs) {
    attempts++;
    Trouble trouble = lanes.findTrouble(delivery.key());
    int number = trouble == null ? 1 : trouble.attempts + 1;
    channel
        .effects()
        .attempted(
            new Attempt(
                delivery.ourSku(),
                delivery.part(),
                delivery.position(),
                delivery.update().id(),
                number,
                outcome,
                nowMs - call.begunMs(),
                sinceReceivedMs(delivery, nowMs)));
  }

  private static long sinceReceivedMs(Delivery delivery, long nowMs) {
    boolean known = delivery.receivedAtMs() > 0 && !delivery.touch();
    return known ? Math.max(0, nowMs - delivery.receivedAtMs()) : -1;
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

  private boolean countsAgain(int key, long nowMs) {
    return lanes.trouble(key).countsAgain(gate.probing(), working.lastSuccessMs(), nowMs);
  }

  private void take(
      Delivery delivery, Outcome outcome, int callSize, boolean anyAccepted, long nowMs) {
    if (!getsThrough(outcome)) {
      lastProblem = delivery.ourSku() + ": " + OutcomeWords.of(outcome);
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
      backlog.unheard(delivery, channel.recording());
      failed(delivery, answer.reason(), callSize, answer.transport(), nowMs);
    } else if (outcome instanceof Outcome.Gone answer) {
      free(delivery);
      needsAttention(answer.reason(), nowMs);
    }
  }

  // --- answers of polls -------------------------------------------------------------------------

  /** What became of pending updates. */
  void polled(Map<Pending.Waiting, Outcome> answers, long nowMs) {
    boolean anyAccepted = answers.values().stream().anyMatch(Outcome.Accepted.class::isInstance);
    if (anyAccepted) {
      succeeded(nowMs);
    }
    answers.forEach((asked, outcome) -> polled(asked, outcome, anyAccepted, nowMs));
  }

  private void polled(Pending.Waiting asked, Outcome outcome, boolean anyAccepted, long nowMs) {
    Delivery delivery = asked.delivery();
    if (outcome instanceof Outcome.Accepted
        || outcome instanceof Outcome.Rejected
        || outcome instanceof Outcome.NotListed) {
      channel
          .effects()
          .decided(
              new Attempt(
                  delivery.ourSku(),
                  delivery.part(),
                  delivery.position(),
                  delivery.update().id(),
                  1,
                  outcome,
                  0,
                  sinceReceivedMs(delivery, nowMs)));
      take(delivery, outcome, 1, anyAccepted, nowMs);
      return;
    }
    if (outcome instanceof Outcome.Pending answer && answer.listed()) {
      seen(delivery.sku(), delivery.ourSku(), Listed.YES);
    }
    long again = askAgainAtMs(outcome, nowMs);
    // What follows a handle has a time of its own.
    String handle = outcome instanceof Outcome.Pending answer ? answer.handle() : asked.handle();
    long expiresAtMs =
        outcome instanceof Outcome.Pending answer
            ? answer.expiresAt().toEpochMilli()
            : asked.expiresAtMs();
    if (again < expiresAtMs) {
      channel.pending().add(new Pending.Waiting(delivery, handle, again, expiresAtMs));
    } else if (again != Long.MAX_VALUE && nowMs < expiresAtMs) {
      // Until then the channel may still carry it out, which must not follow a newer value.
      channel.pending().add(new Pending.Waiting(delivery, handle, expiresAtMs, expiresAtMs));
    } else {
      // Nobody knows any more what became of it: the newest value goes out.
      backlog.unheard(delivery, channel.recording());
      free(delivery);
    }
  }

  /** {@link Long#MAX_VALUE} where it is no use. */
  private long askAgainAtMs(Outcome outcome, long nowMs) {
    long backoff = nowMs + waits.backoffMs(FAILURES_UNTIL_HELD);
    if (outcome instanceof Outcome.Pending answer) {
      return Math.max(nowMs + 1, answer.pollAt().toEpochMilli());
    } else if (outcome instanceof Outcome.Deferred answer) {
      return Math.max(backoff, answer.until().toEpochMilli());
    }
    boolean unanswered = isFailure(outcome) || outcome instanceof Outcome.Unauthorized;
    return unanswered ? backoff : Long.MAX_VALUE;
  }

  // --- what an outcome means --------------------------------------------------------------------

  private void accepted(Delivery delivery, long nowMs) {
    accepted++;
    lanes.healed(delivery.key());
    suspects.forget(delivery.key());
    Recording recording = channel.recording();
    Accepted what = Accepted.of(delivery, nowMs);
    backlog.accepted(delivery, recording);
    recording.outcomes().accepted(delivery.ourSku(), delivery.part(), what);
    recording.keeps(delivery.update());
    held.close(
        plan.channel(),
        delivery.ourSku(),
        delivery.part(),
        delivery.position(),
        channel.recording());
    recording.whenDurable(
        () -> {
          boolean wasUnlisted = backlog.listed(delivery.sku()) == Listed.NO;
          backlog.acceptedDurably(delivery, what);
          release(delivery);
          if (wasUnlisted && backlog.listed(delivery.sku()) == Listed.YES) {
            waits.listed(delivery.sku());
          }
        });
  }

  /**
   * The channel was seen to show a value: whatever stood in its way does so no more.
   *
   * @param what the value, or at the shelf's own position what is shown in place of it
   */
  void adopted(int key, String sku, Accepted what) {
    Recording recording = channel.recording();
    boolean wasUnlisted = backlog.listed(ChannelPlan.skuOf(key)) == Listed.NO;
    backlog.adopted(key, what, recording);
    if (what.digest() != Shelf.SEEN) {
      String part = Shelf.partName(ChannelPlan.facetOf(key));
      lanes.healed(key);
      lanes.unblock(key);
      suspects.forget(key);
      held.close(plan.channel(), sku, part, what.position(), recording);
    }
    if (wasUnlisted) {
      waits.listed(ChannelPlan.skuOf(key));
    }
  }

  /** The channel was seen to have a product, or not to have it, though we thought otherwise. */
  void seen(int skuNumber, String sku, Listed listed) {
    if (backlog.setListed(skuNumber, listed)) {
      channel.recording().outcomes().listed(sku, listed);
      if (listed == Listed.YES) {
        waits.listed(skuNumber);
      }
    }
  }

  private void pending(Delivery delivery, Outcome.Pending answer, long nowMs) {
    Recording recording = channel.recording();
    long pollAtMs = answer.pollAt().toEpochMilli();
    long expiresAtMs = answer.expiresAt().toEpochMilli();
    if (!backlog.keptInStore(delivery)) {
      Delivery until = delivery.expiringAt(expiresAtMs);
      channel.hold(rows.pending(until, attempts(delivery), answer.handle(), pollAtMs, nowMs));
    }
    boolean create = delivery.update().listed() != Listed.YES && delivery.facet() == Facet.PRODUCT;
    if (answer.listed()) {
      seen(delivery.sku(), delivery.ourSku(), Listed.YES);
    } else if (create) {
      unlisted(delivery, recording);
    }
    lanes.awaitDecision(delivery.key());
    Delivery waiting = delivery.holding(Holds.KEY);
    recording.whenDurable(
        () -> {
          channel
              .pending()
              .add(new Pending.Waiting(waiting, answer.handle(), pollAtMs, expiresAtMs));
          release(delivery);
        });
  }

  private void deferred(Delivery delivery, Outcome.Deferred answer, long nowMs) {
    // A wait of nothing would be a loop.
    long soonest = nowMs + waits.backoffMs(1);
    long asked = Math.min(answer.until().toEpochMilli(), nowMs + LONGEST_DEFERRAL_MS);
    long untilMs = Math.max(asked, soonest);
    if (answer.scope() == Outcome.Scope.ITEM) {
      waits.until(delivery.key(), untilMs, answer.reason());
    } else if (answer.scope() == Outcome.Scope.OPERATION && !plan.stream()) {
      throttled(delivery.facet(), untilMs, answer.reason());
    } else {
      gate.throttle(untilMs, answer.reason());
      working.interrupted();
      channel.recording().write(Durable.throttle(plan.channel(), untilMs, answer.reason()));
    }
    free(delivery);
  }

  private void throttled(Facet facet, long untilMs, String reason) {
    if (untilMs > gate.throttledUntilMs(facet)) {
      gate.throttle(facet, untilMs, reason);
      channel.recording().write(Durable.throttle(plan.channel(), facet, untilMs, reason));
    }
  }

  private void failed(
      Delivery delivery, String reason, int callSize, boolean transport, long nowMs) {
    Trouble trouble = lanes.trouble(delivery.key());
    trouble.failed(nowMs, workedMs(trouble, delivery.facet()));
    if (callSize > 1) {
      // One update may be what breaks the whole call.
      trouble.batchAtMost = Math.max(1, callSize / 2);
    }
    if (gate.online(nowMs) || !transport) {
      trouble.attempts++;
    }
    boolean othersSucceed = working.lastSuccessMs() > trouble.firstFailureMs;
    if (trouble.failures >= FAILURES_UNTIL_HELD && othersSucceed && callSize == 1) {
      trouble.ownBackoff = true;
    }
    if (trouble.ownBackoff && tooOld(trouble, delivery.facet())) {
      String gaveUp = "gave up after " + trouble.attempts + " attempts: " + reason;
      dead(delivery, "gave_up", gaveUp, null, nowMs);
      return;
    }
    if (channel.intents().cover(delivery.facet())) {
      readBack(delivery, trouble, nowMs);
      return;
    }
    waits.backoff(delivery.key(), trouble, reason, nowMs);
    if (trouble.ownBackoff && !backlog.keptInStore(delivery)) {
      channel.hold(rows.waiting(delivery, Why.OWN_BACKOFF, trouble, "unreachable", reason, nowMs));
    }
    free(delivery);
  }

  /** Asks whether it was carried out, for as long as that takes. */
  private void readBack(Delivery delivery, Trouble trouble, long nowMs) {
    lanes.awaitDecision(delivery.key());
    long askAtMs = nowMs + waits.backoffMs(trouble.failures);
    channel
        .pending()
        .add(
            new Pending.Waiting(
                delivery.holding(Holds.KEY), Intents.handle(delivery), askAtMs, Long.MAX_VALUE));
    release(delivery);
  }

  private boolean tooOld(Trouble trouble, Facet facet) {
    return workedMs(trouble, facet) - trouble.workingMsAtStart > plan.giveUpAfterMs();
  }

  private long workedMs(Trouble trouble, Facet facet) {
    return working.workedMs(facet, trouble.waitsForListing);
  }

  /** It waits for its product from now on, and is as old as it is. */
  private void waitsForProduct(Trouble trouble, Facet facet, long nowMs) {
    long beforeMs = workedMs(trouble, facet);
    trouble.begin(nowMs, beforeMs);
    trouble.waitsForListing = true;
    trouble.workingMsAtStart += workedMs(trouble, facet) - beforeMs;
  }

  private void rejected(
      Delivery delivery, Outcome.Rejected answer, int callSize, boolean anyAccepted, long nowMs) {
    Trouble trouble = lanes.trouble(delivery.key());
    trouble.problem = answer.reason();
    boolean ofManyOne = callSize > 1 && answer.scope() != Outcome.Scope.ITEM;
    if (!anyAccepted) {
      evidence.refused(answer.code(), delivery.sku(), !ofManyOne);
    }
    if (gate.attention() != null) {
      trouble.failed(nowMs, workedMs(trouble, delivery.facet()));
      free(delivery);
    } else if (evidence.settingIsWrong(answer.code())) {
      free(delivery);
      needsAttention("refuses everything with " + answer.code() + ": " + answer.reason(), nowMs);
    } else if (ofManyOne) {
      trouble.batchAtMost = Math.max(1, callSize / 2);
      free(delivery);
    } else {
      trouble.attempts++;
      Suspects.Suspect suspect = new Suspects.Suspect(delivery, answer, nowMs);
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
  private void suspect(Suspects.Suspect suspect) {
    Delivery delivery = suspect.delivery();
    if (plan.stream()) {
      lanes.trouble(delivery.key()).suspect = suspect.answer();
      suspects.add(suspect);
    } else {
      backlog.settled(delivery, channel.recording());
      suspects.forget(delivery.key()).forEach(older -> noLongerPending(older.delivery()));
      suspects.add(suspect.withoutHold());
      release(delivery);
    }
  }

  /** The refusal was the item's own fault: something else got through meanwhile. */
  private void dead(Suspects.Suspect suspect, long nowMs) {
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
    // First, because it may delete a row of the same name: the stored event itself.
    backlog.settled(delivery, recording);
    backlog.refused(delivery, recording);
    channel.hold(rows.dead(delivery, attempts(delivery), code, reason, answer, nowMs));
    lanes.healed(delivery.key());
    recording.whenDurable(() -> release(delivery));
  }

  int attempts(Delivery delivery) {
    Trouble trouble = lanes.findTrouble(delivery.key());
    return trouble == null ? 1 : trouble.attempts;
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
    if (delivery.update().listed() != Listed.YES && backlog.listed(delivery.sku()) == Listed.YES) {
      // Its product came meanwhile: the next try says so.
      free(delivery);
      return;
    }
    if (backlog.comes(delivery.sku())) {
      // The same, as soon as a start knows it: else that would believe what comes after it.
      channel.recording().whenDurable(() -> free(delivery));
      return;
    }
    boolean create = delivery.facet() == Facet.PRODUCT;
    unlisted(delivery, channel.recording());
    if (create) {
      backlog.absent(delivery.sku());
    }
    if (create && delivery.update().listed() != Listed.NO) {
      // An update of what is not there: the next try creates it.
      free(delivery);
      return;
    }
    Trouble trouble = lanes.trouble(delivery.key());
    waitsForProduct(trouble, delivery.facet(), nowMs);
    trouble.failed(nowMs, workedMs(trouble, delivery.facet()));
    trouble.attempts++;
    if (tooOld(trouble, delivery.facet())) {
      dead(delivery, "not_listed", "product not listed: " + answer.reason(), null, nowMs);
      return;
    }
    waits.forListing(delivery.key(), answer.reason(), nowMs);
    channel.hold(
        rows.waiting(delivery, Why.NOT_LISTED, trouble, "not_listed", answer.reason(), nowMs));
    free(delivery);
  }

  private void unlisted(Delivery delivery, Recording recording) {
    if (backlog.setListed(delivery.sku(), Listed.NO)) {
      recording.outcomes().listed(delivery.ourSku(), Listed.NO);
    }
  }

  void unlisted(int key, long nowMs) {
    waitsForProduct(lanes.trouble(key), ChannelPlan.facetOf(key), nowMs);
    waits.unlisted(key, nowMs);
  }

  void cannotRender(int key, String reason, long nowMs) {
    lastProblem = reason;
    // Of a stream no facet is throttled alone, so it does not matter which its lane counts as.
    long workedMs = workedMs(lanes.trouble(key), ChannelPlan.facetOf(key));
    waits.cannotRender(key, reason, workedMs, nowMs);
  }

  private void needsAttention(String reason, long nowMs) {
    if (gate.attention() == null) {
      Attention attention = new Attention(reason, nowMs, nowMs + Attention.PROBE_EVERY_MS);
      gate.needsAttention(attention);
      working.interrupted();
      channel.recording().write(Durable.attention(plan.channel(), attention));
    }
    evidence.clear();
    for (Suspects.Suspect suspect : suspects.takeAll()) {
      Delivery delivery = suspect.delivery();
      Trouble trouble = lanes.trouble(delivery.key());
      trouble.suspect = null;
      trouble.attempts = 0;
      backlog.owe(delivery);
      noLongerPending(delivery);
      release(delivery);
    }
  }

  /** Suspects on a channel where nothing else happens. */
  void settleOldSuspects(long nowMs) {
    suspects.takeOld(nowMs).forEach(suspect -> dead(suspect, nowMs));
  }

  long nextSuspectMs() {
    return suspects.nextMs();
  }

  // --- letting go -------------------------------------------------------------------------------

  /** Not accepted and nothing to wait for on the disk: owed as before, and the lane may go on. */
  private void free(Delivery delivery) {
    backlog.returned(delivery);
    noLongerPending(delivery);
    release(delivery);
  }

  /**
   * INVARIANT: what a stream sends again by a touch keeps its row until it is accepted or dead: the
   * row may have taken the place of a dead letter, and a start knows of the touch by nothing else.
   */
  private void noLongerPending(Delivery delivery) {
    if (plan.stream() && delivery.touch()) {
      return;
    }
    held.closePending(
        plan.channel(),
        delivery.ourSku(),
        delivery.part(),
        delivery.position(),
        channel.recording());
  }

  private void release(Delivery delivery) {
    switch (delivery.holds()) {
      case LANE -> lanes.release(delivery.lane());
      case KEY -> lanes.decided(delivery.key());
      case NOTHING -> {
        // Somebody else may hold it by now.
      }
    }
    backlog.laneFreed(backlog.laneOf(delivery.key()));
  }
}
