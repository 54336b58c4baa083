package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestBudgetTest {
  @Test
  void beginsEmptySoThatARestartIsNoBurst() {
    RequestBudget budget = new RequestBudget(10);

    assertThat(budget.has(1_000)).isFalse();
    assertThat(budget.nextAtMs(1_000)).isEqualTo(1_100);
    assertThat(budget.has(1_100)).isTrue();
  }

  @Test
  void neverGivesMoreThanItsRateOverTenSeconds() {
    RequestBudget budget = new RequestBudget(7);
    int taken = 0;
    for (long now = 0; now < 10_000; now = Math.max(now + 1, budget.nextAtMs(now))) {
      if (budget.has(now)) {
        budget.take();
        taken++;
      }
    }

    assertThat(taken).isBetween(68, 71);
  }

  @Test
  void aClockThatIsSetBackGivesNothingAndBreaksNothing() {
    RequestBudget budget = new RequestBudget(1);
    budget.has(10_000);

    assertThat(budget.has(5_000)).isFalse();
    assertThat(budget.has(11_000)).isTrue();
  }

  @Test
  void withoutALimitThereIsAlwaysRoom() {
    RequestBudget budget = new RequestBudget(0);
    budget.take();

    assertThat(budget.nextAtMs(5)).isEqualTo(5);
  }
}
