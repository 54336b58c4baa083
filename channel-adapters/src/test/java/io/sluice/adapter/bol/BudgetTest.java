package io.sluice.adapter.bol;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Limit;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {
  private static final Instant BEGIN = Instant.parse("2026-11-20T12:00:00Z");

  private Instant now = BEGIN;
  private Budget budget;

  @BeforeEach
  void begin() {
    budget = new Budget(new Limit("op", 2, 2, ""), () -> now);
  }

  private int takeAll() {
    int taken = 0;
    while (taken < 1_000 && budget.take() == null) {
      taken++;
    }
    return taken;
  }

  @Test
  void beginsWithWhatTheFileSays() {
    assertThat(takeAll()).isEqualTo(2);
    assertThat(budget.take()).isEqualTo(BEGIN.plusSeconds(1));
  }

  @Test
  void answerSaysWhatIsLeftAndUntilWhen() {
    budget.take();
    budget.ended("10", "4", "30");

    assertThat(takeAll()).isEqualTo(4);
    assertThat(budget.take()).isEqualTo(BEGIN.plusSeconds(30));

    for (int i = 0; i < 4; i++) {
      budget.ended();
    }
    now = BEGIN.plusSeconds(30);
    assertThat(takeAll()).isEqualTo(10);
    assertThat(budget.take()).isEqualTo(now.plusSeconds(30));
  }

  @Test
  void whatIsOnItsWayCountsAsTaken() {
    budget.take();
    budget.take();
    budget.ended("10", "4", "30");

    assertThat(takeAll()).isEqualTo(3);
  }

  @Test
  void answersOutOfOrderDoNotRaiseIt() {
    budget.take();
    budget.ended("10", "9", "30");
    budget.take();
    budget.take();
    budget.ended("10", "3", "30");
    budget.ended("10", "8", "30");

    assertThat(takeAll()).isLessThanOrEqualTo(3);
  }

  @Test
  void othersOnTheSameAccountAreSeenInTheAnswers() {
    budget.take();
    budget.ended("10", "9", "30");
    budget.take();
    budget.ended("10", "0", "30");

    assertThat(budget.take()).isEqualTo(BEGIN.plusSeconds(30));
  }

  @Test
  void refusalEmptiesIt() {
    budget.take();
    budget.emptyUntil(BEGIN.plusSeconds(90));

    assertThat(budget.take()).isEqualTo(BEGIN.plusSeconds(90));
    now = BEGIN.plusSeconds(90);
    assertThat(budget.take()).isNull();
  }

  @Test
  void whatWasNotSentIsGivenBack() {
    budget.take();
    budget.giveBack();

    assertThat(takeAll()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"'',4,30", "10,-1,30", "10,4,soon", "0,0,30", "99999999999,4,30"})
  void garbageSaysNothing(String limit, String remaining, String reset) {
    budget.take();
    budget.ended(limit, remaining, reset);

    assertThat(takeAll()).isEqualTo(1);
  }

  @Test
  void aResetOfYearsEndsAfterADay() {
    budget.take();
    budget.ended("10", "0", "999999999");

    assertThat(budget.take()).isEqualTo(BEGIN.plusSeconds(24 * 3_600));
  }
}
