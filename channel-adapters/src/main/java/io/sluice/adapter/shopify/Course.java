package io.sluice.adapter.shopify;

import io.sluice.adapter.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one call: all of them end within its time, and after one that says that there is
 * no use no other is made. Used on the connection's context.
 */
final class Course {
  private static final Duration TOO_SHORT = Duration.ofMillis(200);

  private final Instant end;
  private @Nullable Outcome stopped;

  Course(Instant now, Duration atMost) {
    this.end = now.plus(atMost);
  }

  /** Why nothing more is to be asked; null where it may be. */
  @Nullable Outcome refusal(Instant now) {
    if (stopped != null) {
      return stopped;
    }
    return left(now).compareTo(TOO_SHORT) < 0
        ? new Outcome.Deferred(now, Outcome.Scope.ITEM, "no time left for it in this call")
        : null;
  }

  Duration left(Instant now) {
    return Duration.between(now, end);
  }

  /** Looks at what a request ended in: what it says of the shop holds for those after it. */
  void saw(Outcome why) {
    if (why instanceof Outcome.Unknown unknown && unknown.transport()) {
      // Those were not even sent.
      stopped = new Outcome.Unreachable(unknown.reason());
    } else if (why instanceof Outcome.Unreachable
        || why instanceof Outcome.Gone
        || (why instanceof Outcome.Unauthorized refused && refused.scope() == Outcome.Scope.CHANNEL)
        || (why instanceof Outcome.Deferred later && later.scope() == Outcome.Scope.CHANNEL)) {
      stopped = why;
    }
  }
}
