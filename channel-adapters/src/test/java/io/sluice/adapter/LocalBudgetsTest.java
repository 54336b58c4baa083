package io.sluice.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LocalBudgetsTest {
  private final LocalBudgets budgets = new LocalBudgets();

  @Test
  void everybodyOfANameHasTheSame() {
    AtomicInteger first = budgets.shared("shop patch", AtomicInteger.class, AtomicInteger::new);

    assertThat(budgets.shared("shop patch", AtomicInteger.class, AtomicInteger::new))
        .isSameAs(first);
    assertThat(budgets.shared("shop put", AtomicInteger.class, AtomicInteger::new))
        .isNotSameAs(first);
    assertThat(new LocalBudgets().shared("shop patch", AtomicInteger.class, AtomicInteger::new))
        .isNotSameAs(first);
  }

  @Test
  void nameOfAnotherKindOfBudgetIsABug() {
    budgets.shared("shop", AtomicInteger.class, AtomicInteger::new);

    assertThatThrownBy(() -> budgets.shared("shop", String.class, String::new))
        .isInstanceOf(ClassCastException.class);
  }
}
