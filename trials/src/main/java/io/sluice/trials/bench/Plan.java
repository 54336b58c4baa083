package io.sluice.trials.bench;

/**
 * How much is measured.
 *
 * @param rounds of each figure; the median of them counts
 * @param scale of what a run publishes; 1 is the size whose figures are published
 */
record Plan(int rounds, double scale) {
  int events(int full) {
    return (int) Math.max(500, full * scale);
  }
}
