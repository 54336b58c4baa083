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
   * @param tooLong whether there is more of it than we read
   * @param why what an update ends in because of it
   */
  record Failed(int status, boolean tooLong, Outcome why) implements Called {
    Failed(int status, Outcome why) {
      this(status, false, why);
    }

    /** Whether bol itself says that there is no such thing. */
    boolean isNotFound() {
      return why instanceof Outcome.NotListed;
    }
  }
}
