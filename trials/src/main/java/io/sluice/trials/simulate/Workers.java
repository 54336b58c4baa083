package io.sluice.trials.simulate;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads of the store, off the loops: they take a while, fail and are tried again. */
final class Workers {
  private static final long AGAIN_MS = 1_000;

  private final World world;
  private final Commits.Troubles troubles;

  Workers(World world, Commits.Troubles troubles) {
    this.world = world;
    this.troubles = troubles;
  }

  /** Answers on a loop, later. */
  <T> void read(Supplier<T> question, Loop loop, Consumer<T> answer) {
    world
        .time()
        .inLife(
            1L + world.chance().below(20),
            () -> {
              boolean fails = !troubles.healed && world.chance().oneIn(40);
              if (fails) {
                world.happens("store: read failed", "");
                world.time().inLife(AGAIN_MS, () -> read(question, loop, answer));
              } else {
                T found = question.get();
                loop.post(() -> answer.accept(found));
              }
            });
  }
}
