package io.sluice.simulator.market;

import java.util.function.Predicate;

/**
 * A way to misbehave on the wire.
 *
 * @param times how often it strikes, then never again
 * @param where which requests
 */
public record MarketFault(Kind kind, int times, Predicate<MarketRequest> where) {
  /** What happens to a request. */
  public enum Kind {
    /** Taken, nothing done, never answered. */
    HANG,
    /** Connection closed, nothing done. */
    RESET_BEFORE,
    /** Done, then the connection is closed in place of an answer. */
    RESET_AFTER,
    /** Done, and the answer ends in the middle. */
    TRUNCATED,
    /** Done, and the answer says it is JSON and is none. */
    MALFORMED,
    /** Done, and the answer is of 20 MB. */
    HUGE,
    /** Done, and the answer is JSON nested 10,000 levels deep. */
    BOMB,
    /** Nothing done, a sign-in page with 200. */
    HTML,
    /** Nothing done, answered 500. */
    ERROR_500,
    /** Nothing done, answered 503 without a word of when. */
    ERROR_503
  }
}
