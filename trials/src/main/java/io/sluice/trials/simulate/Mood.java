package io.sluice.trials.simulate;

/** How a stand-in channel is at the moment. */
enum Mood {
  FINE,
  /** Refuses connections. */
  DOWN,
  /** Answers 500 or 503. */
  ERRORS,
  /** Answers 429 with a time to wait. */
  THROTTLED,
  /** Answers nothing until the caller gives up. */
  HANGS,
  /** Half of the answers get lost. */
  LOSSY,
  /** Refuses every call with one code, as for a wrong setting. */
  REFUSES_ALL,
  /** Has moved away. */
  GONE,
  /** Does not know us. */
  UNAUTHORIZED,
  /** Takes everything and decides later. */
  PENDING
}
