package io.sluice.gateway.importing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SkuSetTest {
  @Test
  void everySkuIsNewOnce() {
    SkuSet set = new SkuSet();
    for (int i = 0; i < 100_000; i++) {
      assertThat(set.add("SKU-" + i)).isTrue();
    }
    for (int i = 0; i < 100_000; i++) {
      assertThat(set.add("SKU-" + i)).isFalse();
    }
  }
}
