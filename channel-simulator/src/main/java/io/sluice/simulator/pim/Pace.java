package io.sluice.simulator.pim;

import java.util.concurrent.locks.LockSupport;

/** Keeps a rate without using the processor; what was missed is made up for. Not thread-safe. */
public final class Pace {
  private static final double SECOND = 1e9;

  private final double perSecond;
  private final long begun = System.nanoTime();
  private long count;

  public Pace(double perSecond) {
    this.perSecond = perSecond;
  }

  /** Waits for the next turn. */
  public void await() {
    long due = begun + (long) (count++ * SECOND / perSecond);
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
