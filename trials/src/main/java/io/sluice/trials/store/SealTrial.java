package io.sluice.trials.store;

/**
 * Commits over several segments: those right after a segment is full, when it is sealed and the
 * next but one made, and those right after an old one may go, beside all others.
 */
final class SealTrial {
  private static final int GROUP = 100;

  /** The part of a segment after its begin, and after a drop, that is looked at apart. */
  private static final int APART = 10;

  private final TrialStore trial;
  private final int segmentRows;
  private final int segments;
  private final Latencies sealing = new Latencies();
  private final Latencies dropping = new Latencies();
  private final Latencies others = new Latencies();

  /**
   * @param segments to fill; the first two only warm up
   */
  SealTrial(TrialStore trial, int segmentRows, int segments) {
    this.trial = trial;
    this.segmentRows = segmentRows;
    this.segments = segments;
  }

  Figures run() {
    int half = segmentRows / 2 / GROUP * GROUP;
    for (int segment = 0; segment < segments; segment++) {
      for (int row = 0; row < segmentRows; row += GROUP) {
        if (row == half) {
          trial.store().journal().dropBelow(trial.position());
        }
        long nanos = trial.append(GROUP);
        if (segment >= 2) {
          kind(row, half).add(nanos);
        }
      }
    }
    return figures();
  }

  private Latencies kind(int row, int half) {
    int apart = segmentRows / APART;
    if (row < apart) {
      return sealing;
    }
    return row >= half && row < half + apart ? dropping : others;
  }

  private Figures figures() {
    Figures figures = new Figures();
    add(figures, "commits after a segment was full", sealing);
    add(figures, "commits after one may be dropped", dropping);
    add(figures, "all other commits", others);
    long kept = trial.position() - trial.store().status().firstPosition() + 1;
    figures.add("rows kept at the end", (double) kept, "rows");
    return figures;
  }

  private static void add(Figures figures, String what, Latencies latencies) {
    figures.add(what, latencies.count() * GROUP / latencies.seconds(), "rows/s", latencies);
  }
}
