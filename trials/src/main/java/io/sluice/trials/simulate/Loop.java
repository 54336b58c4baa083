package io.sluice.trials.simulate;

/** A context: what is posted runs later, in order, one after the other. */
final class Loop {
  private final World world;
  private long busyUntilMs;

  Loop(World world) {
    this.world = world;
  }

  void post(Runnable action) {
    Chance chance = world.chance();
    int delay = chance.oneIn(300) ? chance.below(200) : chance.below(3);
    busyUntilMs = Math.max(busyUntilMs, world.time().nowMs() + delay);
    world.time().inLifeAt(busyUntilMs, action);
  }
}
