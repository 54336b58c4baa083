package io.sluice.gateway.channel;

import io.sluice.adapter.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with one key lately; gone with its next acceptance. Counts survive supersession:
 * they belong to the key, not to a value.
 */
final class Trouble {
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

  /** Not before this time. */
  long notBeforeMs;

  /** Fails while others succeed: waits on its own and says nothing about the channel. */
  boolean ownBackoff;

  /** Updates in one call at most: a refused or failed call is halved until the culprit is alone. */
  int batchAtMost = Integer.MAX_VALUE;

  /** A refusal that may be the channel's fault and not the item's: waits for evidence. */
  Outcome.@Nullable Rejected suspect;

  /** Its wait for the product to be listed is over: one more try. */
  boolean tryUnlisted;

  int conflicts;
  @Nullable String problem;
}
