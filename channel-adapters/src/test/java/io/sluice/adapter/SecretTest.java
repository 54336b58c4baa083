package io.sluice.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
  private static String fingerprint(String... values) {
    Secret[] secrets = new Secret[values.length];
    for (int i = 0; i < values.length; i++) {
      secrets[i] = new Secret(values[i]);
    }
    return Secret.fingerprint(secrets);
  }

  @Test
  void fingerprintTellsSecretsApartAndDoesNotTellThem() {
    assertThat(fingerprint("a secret", "another")).matches("[0-9a-f]{12}");
    assertThat(fingerprint("a secret", "another"))
        .isEqualTo(fingerprint("a secret", "another"))
        .isNotEqualTo(fingerprint("a secret", "other"))
        .isNotEqualTo(fingerprint("another", "a secret"))
        .isNotEqualTo(fingerprint("a secreta", "nother"))
        .isNotEqualTo(fingerprint("a secret"));
  }

  @Test
  void secretIsNotPrinted() {
    assertThat(new Secret("a secret")).hasToString("***");
  }
}
