package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleHoldsTest {
  private final RuleHolds holds = new RuleHolds();

  @Test
  void heldKeysAreFoundCountedAndLetGo() {
    assertThat(holds.find(5_000)).isNull();
    assertThat(holds.next(0)).isEqualTo(-1);

    holds.hold(5_000, Why.INCOMPLETE, 1, 7_000);
    holds.hold(3, Why.MARGIN, 1, 8_000);

    assertThat(holds.find(5_000)).isEqualTo(Why.INCOMPLETE);
    assertThat(holds.counts()).isEqualTo(Map.of("incomplete", 1L, "margin", 1L));
    assertThat(holds.next(0)).isEqualTo(3);
    assertThat(holds.next(4)).isEqualTo(5_000);
    holds.release(3);
    holds.release(3);
    assertThat(holds.next(0)).isEqualTo(5_000);
    assertThat(holds.counts()).isEqualTo(Map.of("incomplete", 1L));
  }

  @Test
  void itIsHeldSinceItsReasonBegan() {
    holds.hold(1, Why.INCOMPLETE, 1, 7_000);
    holds.hold(1, Why.INCOMPLETE, 1, 9_000);
    assertThat(holds.sinceMs(1)).isEqualTo(7_000);

    holds.hold(1, Why.MAPPING, 1, 9_000);

    assertThat(holds.sinceMs(1)).isEqualTo(9_000);
    assertThat(holds.counts()).isEqualTo(Map.of("mapping", 1L));
  }

  @Test
  void itIsNotHeldForLongerThanItIs() {
    holds.hold(1, Why.INCOMPLETE, 1, 7_999);

    assertThat(holds.sinceMs(1)).isEqualTo(7_999);
  }
}
