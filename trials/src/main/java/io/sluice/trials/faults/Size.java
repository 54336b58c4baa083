package io.sluice.trials.faults;

/** How long a row takes: for every change of ours, or for a night. */
public enum Size {
  SHORT,
  FULL;

  public int of(int shortOnes, int fullOnes) {
    return this == SHORT ? shortOnes : fullOnes;
  }
}
