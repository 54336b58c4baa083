package io.sluice.gateway.channel;

import io.sluice.adapter.Outcome;

/** An outcome as people read it, with what to do where a person can do something. */
public final class OutcomeWords {
  private static final int REASON_AT_MOST = 300;

  private static final Outcome.Cases<String> WORDS =
      new Outcome.Cases<>(
          accepted -> "accepted",
          pending -> "taken, and asked about again at " + pending.pollAt(),
          deferred -> "to wait until " + deferred.until() + ": " + deferred.reason(),
          unreachable ->
              "not reachable: " + unreachable.reason() + "; does it run, is its url right?",
          rejected -> "rejected with " + rejected.code() + ": " + rejected.reason(),
          conflict -> "changed there meanwhile: " + conflict.reason(),
          unauthorized -> "not let in: " + unauthorized.reason() + "; check its credentials",
          notListed -> "not listed there: " + notListed.reason(),
          unknown -> "no clear answer: " + unknown.reason() + "; repeated with the same key",
          gone -> "not at this address: " + gone.reason() + "; check its url");

  private static final Outcome.Cases<String> REASONS =
      new Outcome.Cases<>(
          any -> "",
          pending -> "handle " + pending.handle(),
          Outcome.Deferred::reason,
          Outcome.Unreachable::reason,
          rejected -> rejected.code() + ": " + rejected.reason(),
          Outcome.Conflict::reason,
          Outcome.Unauthorized::reason,
          Outcome.NotListed::reason,
          Outcome.Unknown::reason,
          Outcome.Gone::reason);

  private OutcomeWords() {}

  /** Why it was not accepted, cut where a channel answered at length; empty when accepted. */
  public static String reason(Outcome outcome) {
    String reason = outcome.fold(REASONS);
    return reason.length() > REASON_AT_MOST ? reason.substring(0, REASON_AT_MOST) : reason;
  }

  static String of(Outcome outcome) {
    return outcome.fold(WORDS);
  }
}
