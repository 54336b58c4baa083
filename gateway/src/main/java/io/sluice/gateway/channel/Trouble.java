package io.sluice.gateway.channel;

import io.sluice.adapter.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with one key lately; gone with its next acceptance. Counts survive supersession:
 * they belong to the key, not to a value.
 */
final class Trouble {
  private static final long COUNTS_AGAIN_MS = 10_000;

  /** Tries that the channel answered or that failed while it was up. */
  int attempts;

  /** Failures of transport without an acceptance between. */
  int failures;

  long firstFailureMs;
  long lastFailureMs;

  /** When this key last counted against the channel's health. */
  long countedAtMs = Long.MIN_VALUE;

  /** Reading of the working-time meter at the first trouble; see {@link WorkingTime}. */
  long workingMsAtStart;

  /** Its age at its last failure, in time that the channel worked; kept with its row. */
  long ageMs;

  /** Not before this time. */
  long notBeforeMs;

  /** Fails while others succeed: waits on its own and says nothing about the channel. */
  boolean ownBackoff;

  /** Updates in one call at most: a refused or failed call is halved until the culprit is alone. */
  int batchAtMost = Integer.MAX_VALUE;

  /** A refusal that may be the channel's fault and not the item's: waits for evidence. */
  Outcome.@Nullable Rejected suspect;

  /** Waits because the channel was away: it need not once the channel is back. */
  boolean waitsForChannel;

  /** Waits for its product to be listed. */
  boolean waitsForListing;

  /** Its wait for the product to be listed is over: one more try. */
  boolean tryUnlisted;

  int conflicts;
  @Nullable String problem;

  /** A lane that fails again soon, while others succeed, says nothing new about the channel. */
  boolean countsAgain(boolean probing, long lastSuccessMs, long nowMs) {
    if (ownBackoff) {
      return false;
    }
    boolean first = countedAtMs == Long.MIN_VALUE;
    boolean others = !first && lastSuccessMs > countedAtMs;
    boolean again = !first && !others && nowMs - countedAtMs >= COUNTS_AGAIN_MS;
    if (first || again || probing) {
      countedAtMs = nowMs;
      return true;
    }
    return false;
  }

  /** One more failure; the first begins the key's age. */
  void failed(long nowMs, long workedMs) {
    begin(nowMs, workedMs);
    failures++;
    lastFailureMs = nowMs;
    ageMs = workedMs - workingMsAtStart;
  }

  /** As a start finds it: the meter of working time begins at zero again. */
  void resume(int attemptsBefore, long sinceMs, long ageBeforeMs) {
    attempts = attemptsBefore;
    failures = Math.max(1, attemptsBefore);
    firstFailureMs = sinceMs;
    lastFailureMs = sinceMs;
    ageMs = ageBeforeMs;
    workingMsAtStart = -ageBeforeMs;
  }

  /** The key's age counts from its first trouble on. */
  void begin(long nowMs, long workedMs) {
    if (firstFailureMs == 0) {
      firstFailureMs = nowMs;
      workingMsAtStart = workedMs;
    }
  }
}
