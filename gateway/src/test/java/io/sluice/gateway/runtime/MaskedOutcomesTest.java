package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Outcome;
import io.sluice.gateway.config.SecretTexts;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskedOutcomesTest {
  private static final Instant LATER = Instant.parse("2026-11-20T12:00:00Z");

  private final MaskedOutcomes masked = new MaskedOutcomes(SecretTexts.of(List.of("s3cr3t-k3y")));

  @Test
  void pendingUpdateKeepsAllButTheSecretInItsHandle() {
    Outcome.Pending plain = new Outcome.Pending("status/17", LATER, LATER.plusSeconds(9), true);
    Outcome.Pending leaky = plain.withHandle("status/17?key=s3cr3t-k3y");

    Outcome.Pending hidden = (Outcome.Pending) masked.mask(List.of(leaky)).get(0);

    assertThat(masked.mask(List.of(plain))).containsExactly(plain);
    assertThat(hidden.handle()).doesNotContain("s3cr3t-k3y");
    assertThat(hidden.withHandle(leaky.handle())).isEqualTo(leaky);
    assertThat(masked.revealed(List.of(hidden.handle()))).containsExactly(leaky.handle());
  }
}
