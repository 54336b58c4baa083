package io.sluice.adapter.amazon;

import io.sluice.adapter.Outcome;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a feed that nobody heard of again may still wait at Amazon: an update sent anew would be
 * overtaken by it. There may be one after a request for a feed that was not answered, and, at a
 * start, one of the process before. Until none of that time is unfinished, updates that may be in
 * it wait.
 */
final class FeedDoubt {
  private static final Duration SHOWS_UP = Duration.ofMinutes(1);
  // Between Amazon's clock, which dates its feeds, and ours.
  private static final Duration CLOCKS = Duration.ofMinutes(2);
  private static final String UNFINISHED =
      FeedSubmission.FEEDS
          + "?feedTypes="
          + FeedSubmission.FEED_TYPE
          + "&processingStatuses=IN_QUEUE,IN_PROGRESS&pageSize=100";

  private final SellingPartnerApi api;
  private final InstantSource clock;
  private @Nullable Instant since;

  FeedDoubt(SellingPartnerApi api, InstantSource clock) {
    this.api = api;
    this.clock = clock;
    this.since = clock.instant();
  }

  void begins() {
    since = clock.instant();
  }

  /**
   * What becomes of an update of which it is not known whether Amazon has it: conflict when the
   * newest value may be sent, pending while it must not.
   *
   * @param handle it is asked for with
   */
  Future<Outcome> ask(String handle, Patience patience) {
    Instant doubt = since;
    if (doubt == null) {
      return Future.succeededFuture(new Outcome.Conflict("is sent anew"));
    }
    Instant now = clock.instant();
    Instant earliest = doubt.plus(SHOWS_UP);
    if (now.isBefore(earliest)) {
      return Future.succeededFuture(pending(handle, earliest));
    }
    @Nullable Instant turn = api.take(Operation.GET_FEEDS);
    if (turn != null) {
      return Future.succeededFuture(pending(handle, turn));
    }
    return api.askNow(Operation.GET_FEEDS, HttpMethod.GET, UNFINISHED, null, patience)
        .map(reply -> answered(handle, doubt, reply));
  }

  private Outcome pending(String handle, Instant pollAt) {
    return new Outcome.Pending(handle, pollAt, clock.instant().plus(FeedSubmission.KEPT));
  }

  private Outcome answered(String handle, Instant doubt, Reply reply) {
    if (reply instanceof Reply.Bad || isUnfinished(((Reply.Fine) reply).body(), doubt)) {
      return pending(handle, clock.instant().plus(SHOWS_UP));
    }
    if (doubt.equals(since)) {
      since = null;
    }
    return new Outcome.Conflict("no feed that may have it is unfinished");
  }

  private static boolean isUnfinished(Map<String, Object> answer, Instant doubt) {
    if (Members.text(answer, "nextToken") != null || !answer.containsKey("feeds")) {
      return true;
    }
    Instant until = doubt.plus(CLOCKS);
    return Members.list(answer, "feeds").stream()
        .map(feed -> createdAt(Members.members(feed)))
        .anyMatch(created -> !created.isAfter(until));
  }

  private static Instant createdAt(Map<String, Object> feed) {
    try {
      String time = String.valueOf(Members.text(feed, "createdTime"));
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(time, Instant::from);
    } catch (DateTimeException e) {
      return Instant.MIN;
    }
  }
}
