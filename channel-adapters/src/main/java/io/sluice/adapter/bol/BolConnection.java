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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A retailer's account at bol. */
final class BolConnection implements ChannelConnection {
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
            new BolExports(api, context.vertx(), settings.wire().totalTimeout().dividedBy(2)),
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
    return new BolDelivery(parts, planner, update, clock).run();
  }

  @Override
  public Future<List<Outcome>> poll(List<String> handles) {
    Instant now = clock.instant();
    Future<List<Outcome>> asked =
        new BolPoll(parts, now)
            .run(handles)
            .recover(failure -> BolIds.orNoStore(failure, () -> askAgain(handles, now)));
    return parts.api().within(asked, () -> askAgain(handles, now));
  }

  /** The handles stay as they are, and live no longer for it. */
  private List<Outcome> askAgain(List<String> handles, Instant now) {
    Instant at = parts.times().next(now, now, null);
    Outcome later = new Outcome.Deferred(at, Outcome.Scope.ITEM, "could not be asked for now");
    return Collections.nCopies(handles.size(), later);
  }

  @Override
  public Future<ListingPage> listings(@Nullable String cursor) {
    return parts
        .api()
        .within(
            listings.page(cursor),
            () -> new ListingPage.Problem(new Outcome.Unreachable("not within total_timeout")));
  }

  /** Asks for a process that nobody began: that bol does not know it is all that is needed. */
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
              return failed.isNotFound()
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
    parts.exports().letGo();
    return parts.api().close();
  }
}
