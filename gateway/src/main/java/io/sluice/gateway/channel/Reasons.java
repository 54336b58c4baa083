package io.sluice.gateway.channel;

import io.sluice.adapter.Outcome;

/** Why an update was not accepted, in words. */
public final class Reasons {
  private static final int AT_MOST = 300;

  private Reasons() {}

  /** In one line, cut where a channel answered at length; empty when accepted. */
  public static String of(Outcome outcome) {
    String reason =
        outcome.fold(
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
                Outcome.Gone::reason));
    return reason.length() > AT_MOST ? reason.substring(0, AT_MOST) : reason;
  }
}
