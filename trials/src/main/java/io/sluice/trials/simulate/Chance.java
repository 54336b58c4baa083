package io.sluice.trials.simulate;

import java.util.List;
import java.util.SplittableRandom;

/** Everything random of one run, from its seed. */
final class Chance {
  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  boolean coin() {
    return random.nextBoolean();
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both ends included. */
  int between(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  long upTo(long longest) {
    return random.nextLong(longest + 1);
  }

  <T> T of(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
