package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvidenceTest {
  private final Evidence evidence = new Evidence();

  @Test
  void twentyRefusalsOfTenSkusProveAWrongSetting() {
    refuse("http.404", 19, 10);
    assertThat(evidence.settingIsWrong("http.404")).isFalse();

    refuse("http.404", 1, 10);
    assertThat(evidence.settingIsWrong("http.404")).isTrue();
  }

  @Test
  void nineSkusProveNothing() {
    refuse("http.404", 100, 9);

    assertThat(evidence.settingIsWrong("http.404")).isFalse();
    assertThat(evidence.callsAtOnce()).isEqualTo(1);
  }

  @Test
  void codesAreCountedApart() {
    refuse("http.404", 15, 15);
    refuse("http.422", 15, 15);

    assertThat(evidence.settingIsWrong("http.404")).isFalse();
    assertThat(evidence.callsAtOnce()).isEqualTo(5);
  }

  @Test
  void aSuccessClearsIt() {
    refuse("http.404", 19, 19);

    evidence.clear();

    assertThat(evidence.callsAtOnce()).isEqualTo(Integer.MAX_VALUE);
  }

  private void refuse(String code, int times, int skus) {
    for (int i = 0; i < times; i++) {
      evidence.refused(code, i % skus, true);
    }
  }
}
