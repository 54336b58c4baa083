package io.sluice.gateway.channel;

/**
 * How much of the store's time a checkpoint may take: each key is written once a pass, however
 * often it changed meanwhile, and a start replays what came after a pass began.
 *
 * @param atOnce rows, or SKUs, of one step
 * @param everyMs a pass begins so long after the one before, or
 * @param after as soon as so much is to be replayed
 */
public record CheckpointPace(int atOnce, long everyMs, long after) {
  /** From one step to the next. */
  public static final long STEP_EVERY_MS = 200;

  /** A pass over very many keys takes larger steps, so as to end after five minutes. */
  private static final int STEPS_AT_MOST = 1_500;

  /** All events of a commit wait for a step, and a row takes the store about 50 microseconds. */
  public static final CheckpointPace SHELF = new CheckpointPace(200, 60_000, 20_000);

  /**
   * One for all channels, so that it may take more. A start, whose code is cold, replays 3,000 to
   * 10,000 events a second.
   */
  public static final CheckpointPace CATALOG = new CheckpointPace(400, 60_000, 10_000);

  /** A pass whenever something changed. */
  public static CheckpointPace always(int atOnce) {
    return new CheckpointPace(atOnce, 0, 0);
  }

  public boolean begins(long lastBeganMs, long nowMs, long toReplay) {
    return nowMs - lastBeganMs >= everyMs || toReplay >= after;
  }

  public int atOnce(int changed) {
    return Math.max(atOnce, changed / STEPS_AT_MOST);
  }
}
