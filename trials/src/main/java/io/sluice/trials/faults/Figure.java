package io.sluice.trials.faults;

/**
 * One thing measured.
 *
 * @param allowed as people read it; empty where nothing is demanded
 */
public record Figure(String name, String measured, String allowed, boolean kept) {
  @Override
  public String toString() {
    return name + " " + measured;
  }
}
