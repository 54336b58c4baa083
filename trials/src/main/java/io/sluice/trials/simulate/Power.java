package io.sluice.trials.simulate;

/**
 * Cuts the power after a random number of effects. Each effect of the gateway passes by here, so a
 * cut comes between any two of them.
 */
final class Power {
  private static final int NEVER = -1;

  private final Chance chance;
  private final int effectsAtMost;
  private int left = NEVER;

  /**
   * @param effectsAtMost between two cuts, 0: none is ever made
   */
  Power(Chance chance, int effectsAtMost) {
    this.chance = chance;
    this.effectsAtMost = effectsAtMost;
    arm();
  }

  void arm() {
    left = effectsAtMost == 0 ? NEVER : chance.between(1, effectsAtMost);
  }

  void stay() {
    left = NEVER;
  }

  /** Something is about to be done, or has just been done. */
  void effect() {
    if (left > 0 && --left == 0) {
      throw new PowerCut();
    }
  }
}
