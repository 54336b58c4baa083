package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecentKeysTest {
  private final RecentKeys keys = new RecentKeys(8);

  private void put(long from, int count) {
    keys.put(TestRows.events(from, from + count - 1), JournalRow::position, JournalRow::key);
  }

  @Test
  void onlyTheNewestRowsAreRemembered() {
    assertThat(keys.first()).isEqualTo(Long.MAX_VALUE);
    put(5, 6);
    assertThat(keys.first()).isEqualTo(5);
    assertThat(keys.find("sku-7", 5, 10, 9)).containsExactly(7L);

    put(11, 9);

    assertThat(keys.first()).isEqualTo(12);
    assertThat(keys.find("sku-7", 12, 19, 9)).containsExactly(17L);
  }

  @Test
  void groupThatIsTriedAgainChangesNothing() {
    put(5, 3);
    put(5, 3);

    assertThat(keys.first()).isEqualTo(5);
    assertThat(keys.find("sku-6", 5, 7, 9)).isEqualTo(List.of(6L));
  }
}
