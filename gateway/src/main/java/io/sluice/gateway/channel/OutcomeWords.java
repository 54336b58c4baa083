package io.sluice.gateway.channel;

import io.sluice.adapter.Outcome;
import java.time.temporal.ChronoUnit;

/** An outcome as people read it, with what to do where a person can do something. */
public final class OutcomeWords {
  private static final int REASON_AT_MOST = 300;

  private static final Outcome.Cases<String> WORDS =
      new Outcome.Cases<>(
          accepted -> "accepted",
          pending ->
              "taken, and asked about again at " + pending.pollAt().truncatedTo(ChronoUnit.SECONDS),
          deferred ->
              "to wait: %s, until %s"
                  .formatted(deferred.reason(), deferred.until().truncatedTo(ChronoUnit.SECONDS)),
          unreachable ->
              "not reachable: "
                  + advised(unreachable.reason(), "does it run, is its address right?"),
          rejected -> "rejected with " + rejected.code() + ": " + rejected.reason(),
          conflict -> "changed there meanwhile: " + conflict.reason(),
          unauthorized -> "not let in: " + advised(unauthorized.reason(), "check its credentials"),
          notListed -> "not listed there: " + notListed.reason(),
          unknown -> "no clear answer: " + unknown.reason() + "; repeated with the same key",
          gone -> "not at this address: " + advised(gone.reason(), "check its address"));

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

  /** With what to do, unless the adapter says so itself, and by the names of its keys. */
  private static String advised(String reason, String advice) {
    return reason.contains("look at ") ? reason : reason + "; " + advice;
  }

  static String of(Outcome outcome) {
    return outcome.fold(WORDS);
  }
}
