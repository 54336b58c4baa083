package io.sluice.trials.simulate;

/** Ends the gateway in the middle of whatever it does. An error, so that no core catches it. */
final class PowerCut extends Error {
  private static final long serialVersionUID = 1;

  PowerCut() {
    super("the power is cut", null, false, false);
  }
}
