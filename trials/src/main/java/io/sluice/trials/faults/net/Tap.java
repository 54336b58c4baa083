package io.sluice.trials.faults.net;

/** Sees what passes a link. Called on the link's threads, which wait meanwhile. */
public interface Tap {
  Tap NONE = (passage, bytes, length) -> true;

  /** Direction, and whether the other side has it yet. */
  enum Passage {
    REQUEST_COMES,
    REQUEST_PASSED,
    ANSWER_COMES,
    ANSWER_PASSED
  }

  /**
   * @return false to drop what comes; of no meaning once it passed
   */
  boolean sees(Passage passage, byte[] bytes, int length);
}
