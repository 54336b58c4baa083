package io.sluice.adapter.amazon;

import io.sluice.adapter.Outcome;

/** What became of an update before anything was sent. */
sealed interface Written {
  record Ready(Submission submission) implements Written {}

  /** Nothing is sent for it. */
  record Ended(Outcome outcome) implements Written {}

  static Written rejected(String code, String reason) {
    return new Ended(new Outcome.Rejected(code, reason, Outcome.Scope.ITEM, null));
  }
}
