package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Writes of every kind that belong to one position, and the check that none is missing. */
final class TestWrites {
  private static final int KEYS = 50;
  private static final int SCATTERED_KEYS = 2_000;

  private TestWrites() {}

  static List<Write> allFor(long position) {
    String key = "sku-" + position % KEYS;
    return List.of(
        new Write.Append(TestRows.event(position)),
        new Write.Outcomes("shop", position, TestRows.text("o" + position)),
        new Write.PutState(
            List.of(
                TestRows.state("shop", key, position),
                TestRows.state("scattered", scattered(position), position))),
        new Write.DeleteHeldUpTo("shop", key, "stock", position - 2 * KEYS),
        new Write.PutHeld(TestRows.held("shop", key, "stock", position, "pending")));
  }

  private static String scattered(long position) {
    return "sku-" + position * 7_919 % SCATTERED_KEYS;
  }

  /** Every journal row is as it was, and came with its outcome, its states and its held row. */
  static void assertConsistent(Store store) {
    long head = store.head();
    assertThat(store.outcomeHead()).isEqualTo(head);
    assertJournal(store, head);
    for (long position = head; position > Math.max(0, head - KEYS); position--) {
      String key = "sku-" + position % KEYS;
      assertState(store, "shop", key, position);
      List<HeldRow> held = store.heldOf("shop", key, store.countHeld().get(0).why(), 100);
      assertThat(held.get(held.size() - 1).position()).isEqualTo(position);
    }
    for (long position = head; position > Math.max(0, head - SCATTERED_KEYS); position--) {
      assertState(store, "scattered", scattered(position), position);
    }
    assertThat(store.outcomes(head - 1, 10)).extracting(OutcomeRow::sequence).containsExactly(head);
    assertThat(store.countHeld()).hasSize(1);
  }

  private static void assertJournal(Store store, long head) {
    long next = store.status().firstPosition();
    while (next <= head) {
      for (JournalRow row : store.journal().page(next, 1_000, Long.MAX_VALUE)) {
        assertThat(row)
            .usingRecursiveComparison(TestRows.ARRAYS_AS_VALUES)
            .isEqualTo(TestRows.event(next));
        next++;
      }
    }
  }

  private static void assertState(Store store, String scope, String key, long position) {
    assertThat(store.findState(scope, key, "stock/default"))
        .hasValueSatisfying(row -> assertThat(row.position()).isEqualTo(position));
  }
}
