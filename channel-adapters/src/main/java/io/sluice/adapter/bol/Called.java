package io.sluice.adapter.bol;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.wire.Answer;

/** How a request to bol ended. */
sealed interface Called {
  /**
   * @param answer of 200 to 299, whole
   */
  record Answered(Answer answer) implements Called {}

  /**
   * @param status of the answer, 0 where there is none
   * @param why what an update ends in because of it
   */
  record Failed(int status, Outcome why) implements Called {
    /** Whether bol itself says that there is no such thing. */
    boolean isNotFound() {
      return why instanceof Outcome.NotListed;
    }
  }
}
