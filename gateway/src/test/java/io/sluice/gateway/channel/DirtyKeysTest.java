package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DirtyKeysTest {
  private static final int KEYS = 3_000;

  private final DirtyKeys dirty = new DirtyKeys();

  @Test
  void isLikeAMapWhateverIsDone() {
    Random random = new Random(7);
    Map<Integer, DirtyKeys.Taken> model = new HashMap<>();
    for (int step = 1; step < 50_000; step++) {
      int key = random.nextInt(KEYS);
      boolean always = random.nextBoolean();
      if (random.nextInt(3) == 0) {
        assertThat(dirty.take(key))
            .isEqualTo(model.getOrDefault(key, new DirtyKeys.Taken(0, 0, false)));
        model.remove(key);
      } else {
        DirtyKeys.Taken one = new DirtyKeys.Taken(step, step / 10, always);
        dirty.mark(key, step, step * 100L, always);
        model.merge(
            key,
            one,
            (old, now) ->
                new DirtyKeys.Taken(old.since(), old.atSeconds(), old.always() || now.always()));
      }
      assertThat(dirty.count()).isEqualTo(model.size());
    }

    assertThat(dirty.keys().boxed()).containsExactlyInAnyOrderElementsOf(model.keySet());
    assertThat(dirty.oldestAtSeconds())
        .isEqualTo(
            model.values().stream().mapToInt(DirtyKeys.Taken::atSeconds).min().orElseThrow());
    DirtyKeys other = new DirtyKeys();
    other.addAll(dirty, key -> key % 2 == 0);
    assertThat(other.keys().boxed())
        .containsExactlyInAnyOrderElementsOf(
            model.keySet().stream().filter(key -> key % 2 == 0).toList());
  }

  @Test
  void nothingIsOwedInTheEnd() {
    for (int key = 0; key < KEYS; key++) {
      dirty.mark(key, key + 1, 0, true);
    }
    for (int key = 0; key < KEYS; key++) {
      dirty.clean(key);
    }

    assertThat(dirty.count()).isZero();
    assertThat(dirty.oldestAtSeconds()).isEqualTo(Integer.MAX_VALUE);
    dirty.mark(5, 9, 3_000, false);
    assertThat(dirty.take(5)).isEqualTo(new DirtyKeys.Taken(9, 3, false));
  }
}
