package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentAgainTest {
  private static final int KEYS = 2 * SentAgain.LOOKED_AT_ONCE + 1;

  private final SentAgain sentAgain = new SentAgain();
  private final List<Integer> looked = new ArrayList<>();
  private final BitSet waiting = new BitSet();

  private boolean look() {
    looked.clear();
    return sentAgain.look(
        key -> {
          looked.add(key);
          return waiting.get(key);
        });
  }

  @Test
  void looksAtSoManyAtOnceAndAtEachOnce() {
    waiting.set(0, KEYS);
    waiting.stream().forEach(sentAgain::add);

    assertThat(look()).isFalse();
    assertThat(looked).hasSize(SentAgain.LOOKED_AT_ONCE).startsWith(0);
    assertThat(look()).isFalse();
    assertThat(looked).hasSize(SentAgain.LOOKED_AT_ONCE).startsWith(SentAgain.LOOKED_AT_ONCE);
    assertThat(look()).isTrue();
    assertThat(looked).containsExactly(KEYS - 1);
    assertThat(sentAgain.count()).isEqualTo(KEYS);
  }

  @Test
  void whatWasSentIsNotLookedAtAgain() {
    waiting.set(7);
    List.of(3, 7, 9).forEach(sentAgain::add);

    assertThat(look()).isTrue();
    assertThat(sentAgain.count()).isEqualTo(1);
    assertThat(look()).isTrue();
    assertThat(looked).containsExactly(7);

    waiting.clear();
    assertThat(look()).isTrue();
    assertThat(sentAgain.count()).isZero();
  }
}
