package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparseValuesTest {
  private final SparseValues values = new SparseValues();

  @Test
  void aKeyHasTheValueThatItWasGivenLast() {
    values.put(5_000, 7);
    values.put(5_000, -9);
    values.put(3, 0);

    assertThat(values.get(5_000)).isEqualTo(-9);
    assertThat(values.has(3)).isTrue();
    assertThat(values.get(4)).isEqualTo(SparseValues.NONE);
    assertThat(values.has(1_000_000)).isFalse();
  }

  @Test
  void whatIsTakenOutIsGoneAndItsNeighboursStay() {
    values.put(600, 1);
    values.put(601, 2);

    assertThat(values.remove(600)).isTrue();

    assertThat(values.remove(600)).isFalse();
    assertThat(values.get(601)).isEqualTo(2);
    assertThat(values.remove(601)).isTrue();
    values.put(600, 3);
    assertThat(values.get(600)).isEqualTo(3);
  }
}
