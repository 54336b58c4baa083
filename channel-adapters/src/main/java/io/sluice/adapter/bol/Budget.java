package io.sluice.adapter.bol;

import io.sluice.adapter.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What one operation may still be asked for: so many requests per window, as bol says with each
 * answer ({@code x-ratelimit-limit}, {@code -remaining}, {@code -reset} in seconds). Until the
 * first answer it is what {@code adapter.json} says. Thread-safe as {@link
 * io.sluice.adapter.Budgets} demand it.
 */
final class Budget {
  /** What a window's end may differ by from answer to answer: bol says whole seconds. */
  private static final Duration ROUNDING = Duration.ofSeconds(1);

  // A wrong header must not silence a channel for years.
  private static final long LONGEST_WINDOW_SECONDS = Duration.ofHours(24).toSeconds();

  private final InstantSource clock;
  private int limit;
  private Duration window;
  private int left;
  private Instant resetAt;
  private int inFlight;

  Budget(Limit start, InstantSource clock) {
    this.clock = clock;
    this.limit = start.burst();
    this.window = Duration.ofMillis((long) Math.ceil(start.burst() * 1_000 / start.perSecond()));
    this.left = limit;
    this.resetAt = clock.instant().plus(window);
  }

  /**
   * Takes one request.
   *
   * @return null when it was taken; else when one can be
   */
  synchronized @Nullable Instant take() {
    Instant now = clock.instant();
    if (!now.isBefore(resetAt)) {
      left = limit - inFlight;
      resetAt = now.plus(window);
    }
    if (left <= 0) {
      return resetAt;
    }
    left--;
    inFlight++;
    return null;
  }

  /** Takes one whatever is left: a request that is made again with another token. */
  synchronized void takeAnyway() {
    left--;
    inFlight++;
  }

  /** It was not sent after all. */
  synchronized void giveBack() {
    left++;
    inFlight--;
  }

  /** The request ended without a word of the budget. */
  synchronized void ended() {
    inFlight--;
  }

  /** The request ended, and its answer has these headers; those that are no numbers say nothing. */
  synchronized void ended(
      @Nullable String limit, @Nullable String remaining, @Nullable String reset) {
    inFlight--;
    long most = number(limit);
    long rest = number(remaining);
    long seconds = number(reset);
    if (most < 1 || rest < 0 || seconds < 0) {
      return;
    }
    Duration untilReset = Duration.ofSeconds(Math.min(seconds, LONGEST_WINDOW_SECONDS));
    Instant end = clock.instant().plus(untilReset);
    // Those on their way may not be counted yet.
    int theirs = (int) Math.min(rest, Integer.MAX_VALUE) - inFlight;
    boolean sameWindow =
        most == this.limit && Duration.between(end, resetAt).abs().compareTo(ROUNDING) <= 0;
    left = sameWindow ? Math.min(left, theirs) : theirs;
    boolean longer = untilReset.compareTo(window) > 0;
    if ((most != this.limit || longer) && !untilReset.isZero()) {
      window = untilReset;
    }
    this.limit = (int) Math.min(most, Integer.MAX_VALUE);
    resetAt = end;
  }

  /** bol refused a request for it. */
  synchronized void emptyUntil(Instant until) {
    left = 0;
    resetAt = until;
  }

  private static long number(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > 9) {
      return -1;
    }
    boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Long.parseLong(text) : -1;
  }
}
