package io.sluice.trials.simulate;

/** What all parts of one run share. */
record World(
    Timeline time, Chance chance, Trace trace, Tally tally, Power power, Sabotage sabotage) {
  long nowMs() {
    return time.nowMs();
  }

  /** A fault or a deed: counted by kind and noted. */
  void happens(String kind, String about) {
    tally.count(kind);
    trace.note(kind, about, 0);
  }
}
