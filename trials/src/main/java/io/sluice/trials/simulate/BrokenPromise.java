package io.sluice.trials.simulate;

/** What a run must never show. An error, so that no core catches it. */
final class BrokenPromise extends Error {
  private static final long serialVersionUID = 1;

  BrokenPromise(String what) {
    super(what);
  }

  static void unless(boolean holds, String what, Object about) {
    if (!holds) {
      throw new BrokenPromise(what + ": " + about);
    }
  }
}
