package io.sluice.trials.simulate;

/** A fault put into the harness on purpose, to show that a run would find it. */
public enum Sabotage {
  NONE,
  /** A crash costs one held row. */
  HELD_ROW_LOST,
  /** A crash moves a stream's cursor on by some positions. */
  CURSOR_TOO_FAR,
  /** A crash costs one fact of the catalog's checkpoint. */
  FACT_LOST,
  /** A crash moves the catalog's checkpoint on by some positions. */
  CHECKPOINT_TOO_FAR,
  /** Two events of one SKU change places on their way to the channels. */
  EVENTS_SWAPPED,
  /** The broker gets its answer before the commit. */
  ACKNOWLEDGED_EARLY,
  /** A channel is told that its outcomes are durable before they are. */
  RECORDED_EARLY,
  /** A call reaches the channel with another value. */
  VALUE_CORRUPTED,
  /** A crash costs the newest row of the outcome log: allowed, since its values go out again. */
  OUTCOME_LOST
}
