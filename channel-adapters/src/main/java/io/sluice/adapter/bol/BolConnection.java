package io.sluice.adapter.bol;

import io.sluice.adapter.AdapterFile;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Reached;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A retailer's account at bol. */
final class BolConnection implements ChannelConnection {
  private static final Duration STORE_AGAIN = Duration.ofSeconds(5);

  /** No process has it. */
  private static final String LOOK_ID = "sluice-check";

  private final InstantSource clock;
  private final BolPlanner planner;
  private final BolListings listings;
  private final Parts parts;

  BolConnection(BolSettings settings, AdapterFile file, ChannelContext context) {
    this.clock = context.clock();
    this.planner = new BolPlanner(settings);
    BolApi api = new BolApi(settings, file, context);
    this.parts =
        new Parts(
            settings,
            api,
            new BolStatuses(api),
            new BolExports(api),
            new BolIds(context.remoteIds()),
            new PollTimes(settings.pollEvery()));
    this.listings = new BolListings(parts, context.vertx(), clock);
  }

  /** What one connection is made of. */
  record Parts(
      BolSettings settings,
      BolApi api,
      BolStatuses statuses,
      BolExports exports,
      BolIds ids,
      PollTimes times) {
    /**
     * @param notBefore null: no earlier limit
     */
    Outcome pending(Handle handle, Instant now, @Nullable Instant notBefore) {
      return new Outcome.Pending(
          handle.toString(),
          times.next(handle.since(), now, notBefore),
          handle.expiresAt(),
          handle.listed());
    }
  }

  @Override
  public Future<List<Outcome>> deliver(ChannelCall call) {
    List<Future<Outcome>> outcomes = new ArrayList<>();
    call.updates().forEach(update -> outcomes.add(deliver(update)));
    return Future.join(outcomes).map(all -> outcomes.stream().map(Future::result).toList());
  }

  private Future<Outcome> deliver(ChannelUpdate update) {
    Delivery delivery = new Delivery(update);
    Future<Outcome> work =
        parts
            .ids()
            .find(update.sku())
            .compose(offer -> carryOut(delivery, planner.plan(update, offer, clock.instant())))
            .recover(failure -> noStore(failure, this::noStore));
    return parts
        .api()
        .within(
            work,
            () -> {
              delivery.over = true;
              return new Outcome.Unknown("not done within total_timeout", true);
            });
  }

  /** One update on its way: what bol took of it, and whether nobody waits for it any more. */
  private static final class Delivery {
    private final ChannelUpdate update;
    private final List<Step> steps = new ArrayList<>();
    private boolean over;

    Delivery(ChannelUpdate update) {
      this.update = update;
    }
  }

  private Outcome noStore() {
    return new Outcome.Deferred(
        clock.instant().plus(STORE_AGAIN),
        Outcome.Scope.ITEM,
        "the ids of offers cannot be read from the store");
  }

  private Future<Outcome> carryOut(Delivery delivery, BolPlan plan) {
    if (plan instanceof BolPlan.Answer answer) {
      return Future.succeededFuture(answer.outcome());
    } else if (plan instanceof BolPlan.Find) {
      delivery.steps.add(new Step(Step.Kind.FIND_TO_DELETE, Step.NONE));
      return Future.succeededFuture(pending(delivery, false));
    }
    List<BolPlan.Request> requests = new ArrayList<>(((BolPlan.Send) plan).requests());
    return send(delivery, requests);
  }

  /**
   * One after the other, the offer's own last: what goes wrong before it leaves nothing behind that
   * must not be repeated.
   */
  private Future<Outcome> send(Delivery delivery, List<BolPlan.Request> requests) {
    BolPlan.Request next = requests.remove(requests.size() - 1);
    return parts
        .api()
        .call(next.operation(), next.id(), next.body())
        .compose(
            called -> {
              if (called instanceof Called.Failed failed) {
                return refused(delivery, failed.why());
              }
              byte[] body = ((Called.Answered) called).answer().body();
              ProcessStatus status = ProcessStatus.read(BolJson.object(body));
              if (status == null) {
                return Future.succeededFuture(
                    new Outcome.Unknown("answer without a process status", false));
              }
              delivery.steps.add(0, new Step(next.kind(), status.id()));
              if (requests.isEmpty()) {
                boolean listed = next.kind() == Step.Kind.UPDATE;
                return Future.succeededFuture(pending(delivery, listed));
              } else if (delivery.over) {
                return Future.succeededFuture(new Outcome.Unknown("too late", true));
              }
              return send(delivery, requests);
            });
  }

  private Future<Outcome> refused(Delivery delivery, Outcome why) {
    if (!(why instanceof Outcome.NotListed)) {
      return Future.succeededFuture(why);
    }
    return parts.ids().forget(List.of(delivery.update.sku())).map(why);
  }

  private Outcome pending(Delivery delivery, boolean listed) {
    Instant now = clock.instant();
    Handle handle = Handle.of(now, listed, delivery.steps, delivery.update.sku());
    return parts.pending(handle, now, null);
  }

  @Override
  public Future<List<Outcome>> poll(List<String> handles) {
    Instant now = clock.instant();
    Future<List<Outcome>> asked =
        new BolPoll(parts, now)
            .run(handles)
            .recover(failure -> noStore(failure, () -> askAgain(handles, now)));
    return parts.api().within(asked, () -> askAgain(handles, now));
  }

  /** The handles stay as they are, and live no longer for it. */
  private List<Outcome> askAgain(List<String> handles, Instant now) {
    Instant at = parts.times().next(now, now, null);
    Outcome later = new Outcome.Deferred(at, Outcome.Scope.ITEM, "could not be asked for now");
    return Collections.nCopies(handles.size(), later);
  }

  private static <T> Future<T> noStore(Throwable failure, Supplier<T> instead) {
    return failure instanceof BolIds.NoStore
        ? Future.succeededFuture(instead.get())
        : Future.failedFuture(failure);
  }

  @Override
  public Future<ListingPage> listings(@Nullable String cursor) {
    return parts
        .api()
        .within(
            listings.page(cursor),
            () -> new ListingPage.Problem(new Outcome.Unreachable("not within total_timeout")));
  }

  /** Asks for a process that nobody began: 404 is all that is needed. */
  Future<Reached> look() {
    return parts
        .api()
        .call(Operation.GET_STATUS, LOOK_ID, null)
        .map(
            called -> {
              if (called instanceof Called.Answered) {
                return new Reached(true, "answers, and takes the credentials");
              }
              Called.Failed failed = (Called.Failed) called;
              return failed.status() == 404
                  ? new Reached(true, "answers, and takes the credentials")
                  : new Reached(false, words(failed.why()));
            });
  }

  private static String words(Outcome why) {
    return why.fold(
        new Outcome.Cases<>(
            o -> "answers",
            o -> "answers",
            Outcome.Deferred::reason,
            Outcome.Unreachable::reason,
            Outcome.Rejected::reason,
            Outcome.Conflict::reason,
            o -> "refuses the credentials: " + o.reason(),
            Outcome.NotListed::reason,
            Outcome.Unknown::reason,
            Outcome.Gone::reason));
  }

  @Override
  public Future<Void> close() {
    listings.letGo();
    return parts.api().close();
  }
}
