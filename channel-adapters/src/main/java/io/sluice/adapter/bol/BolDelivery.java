package io.sluice.adapter.bol;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One update on its way: what bol took of it, and whether nobody waits for it any more. */
final class BolDelivery {
  private static final Duration STORE_AGAIN = Duration.ofSeconds(5);

  private final BolConnection.Parts parts;
  private final BolPlanner planner;
  private final ChannelUpdate update;
  private final InstantSource clock;
  private final List<Step> steps = new ArrayList<>();
  private BolIds.@Nullable Offer offer;
  private boolean over;

  BolDelivery(
      BolConnection.Parts parts, BolPlanner planner, ChannelUpdate update, InstantSource clock) {
    this.parts = parts;
    this.planner = planner;
    this.update = update;
    this.clock = clock;
  }

  /** Completes within the total timeout; fails where there is a bug. */
  Future<Outcome> run() {
    Future<Outcome> work =
        parts
            .ids()
            .find(update.sku())
            .compose(this::plan)
            .recover(failure -> BolIds.orNoStore(failure, this::noStore));
    return parts.api().within(work, this::late);
  }

  private Outcome late() {
    over = true;
    return tooLate();
  }

  private static Outcome tooLate() {
    return new Outcome.Unknown("not done within total_timeout", true);
  }

  private Outcome noStore() {
    return new Outcome.Deferred(
        clock.instant().plus(STORE_AGAIN),
        Outcome.Scope.ITEM,
        "the ids of offers cannot be read from the store");
  }

  private Future<Outcome> plan(BolIds.@Nullable Offer known) {
    if (over) {
      return Future.succeededFuture(tooLate());
    }
    offer = known;
    BolPlan plan = planner.plan(update, known, clock.instant());
    if (plan instanceof BolPlan.Answer answer) {
      return Future.succeededFuture(answer.outcome());
    } else if (plan instanceof BolPlan.Find) {
      steps.add(new Step(Step.Kind.FIND_TO_DELETE, Step.NONE));
      return Future.succeededFuture(pending(false));
    }
    return plan instanceof BolPlan.Send send
        ? send(new ArrayList<>(send.requests()))
        : hold(Objects.requireNonNull(known));
  }

  private Future<Outcome> hold(BolIds.Offer known) {
    return Looked.at(parts.api(), known.id())
        .compose(
            looked -> {
              if (looked instanceof Looked.There there) {
                return send(
                    new ArrayList<>(List.of(planner.hold(update.sku(), known, there.offer()))));
              } else if (looked instanceof Looked.Untold untold) {
                return Future.succeededFuture(untold.why());
              }
              return parts
                  .ids()
                  .forget(update.sku(), known.id())
                  .map(new Outcome.NotListed("bol does not know it"));
            });
  }

  /**
   * One after the other, the offer's own last: what goes wrong before it leaves nothing behind that
   * must not be repeated.
   */
  private Future<Outcome> send(List<BolPlan.Request> requests) {
    BolPlan.Request next = requests.remove(requests.size() - 1);
    return parts
        .api()
        .call(next.operation(), next.id(), next.body(), () -> over)
        .compose(
            called -> {
              if (called instanceof Called.Failed failed) {
                return failed(failed);
              }
              byte[] body = ((Called.Answered) called).answer().body();
              ProcessStatus status = ProcessStatus.read(BolJson.object(body));
              if (status == null) {
                return Future.succeededFuture(
                    new Outcome.Unknown("answer without a process status", false));
              }
              steps.add(0, new Step(next.kind(), status.id()));
              if (requests.isEmpty()) {
                return Future.succeededFuture(pending(next.kind().updates()));
              } else if (over) {
                return Future.succeededFuture(tooLate());
              }
              return send(requests);
            });
  }

  /** That there is no such offer is believed when bol says so twice: forgotten, it is not found. */
  private Future<Outcome> failed(Called.Failed failed) {
    BolIds.Offer doubtful = offer;
    if (!failed.isNotFound() || doubtful == null) {
      return Future.succeededFuture(failed.why());
    }
    return Looked.at(parts.api(), doubtful.id())
        .compose(
            looked -> {
              if (looked instanceof Looked.NotThere) {
                return parts.ids().forget(update.sku(), doubtful.id()).map(gone(failed.why()));
              } else if (looked instanceof Looked.Untold untold) {
                return Future.succeededFuture(untold.why());
              }
              return Future.succeededFuture(
                  new Outcome.Conflict("bol has the offer, though it said otherwise"));
            });
  }

  /** Who does not take it for listed creates it next. */
  private Outcome gone(Outcome notListed) {
    boolean creates = update.facet() == Facet.PRODUCT && update.listed() == Listed.NO;
    return creates ? new Outcome.Conflict("the offer is gone: it is created anew") : notListed;
  }

  private Outcome pending(boolean listed) {
    Instant now = clock.instant();
    return parts.pending(Handle.of(now, listed, steps, update.sku()), now, null);
  }
}
