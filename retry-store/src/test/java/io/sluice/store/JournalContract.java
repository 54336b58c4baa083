package io.sluice.store;

import static io.sluice.store.TestRows.event;
import static io.sluice.store.TestRows.events;
import static io.sluice.store.TestRows.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store promises about the journal and the outcome log. */
abstract class JournalContract extends StoreFixture {
  private static final int ROWS = TestConfigs.SEGMENT_ROWS;

  @Test
  void aRowComesBackAsItWas() {
    byte[] large = new byte[(1 << 20) + 65_536];
    large[large.length - 1] = 42;
    append(List.of(event(1), event(2, "große SKU ☃", large), event(3, "", new byte[0])));
    reopen();
    List<JournalRow> page = store.journal().page(1, 10, Long.MAX_VALUE);
    assertThat(page)
        .usingRecursiveFieldByFieldElementComparator(TestRows.ARRAYS_AS_VALUES)
        .containsExactly(event(1), event(2, "große SKU ☃", large), event(3, "", new byte[0]));
  }

  @Test
  void pagesGoOnAcrossSegments() {
    append(events(1, 3L * ROWS + 5));
    List<Long> read = new ArrayList<>();
    for (List<Long> page = positions(1, 7); !page.isEmpty(); ) {
      assertThat(page.size()).isLessThanOrEqualTo(7);
      read.addAll(page);
      page = positions(read.get(read.size() - 1) + 1, 7);
    }
    assertThat(read).hasSize(3 * ROWS + 5).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aPageEndsWithTheRowThatPassesTheBytes() {
    append(events(1, 3).stream().map(row -> event(row.position(), "a", new byte[1_000])).toList());
    assertThat(store.journal().page(1, 10, 999)).hasSize(1);
    assertThat(store.journal().page(1, 10, 1_000)).hasSize(2);
    assertThat(store.journal().page(1, 10, 2_999)).hasSize(3);
    assertThat(store.journal().page(2, 10, 1)).hasSize(1);
  }

  @Test
  void anEmptyJournalHasAnEmptyPage() {
    assertThat(store.head()).isZero();
    assertThat(store.journal().page(1, 10, 10)).isEmpty();
    assertThat(store.findEvent(1)).isEmpty();
    assertThat(store.status().firstPosition()).isEqualTo(1);
  }

  @Test
  void oneSubmissionMaySpanSegments() {
    append(events(1, 5L * ROWS));
    append(events(5L * ROWS + 1, 5L * ROWS + 1));
    reopen();
    assertThat(store.head()).isEqualTo(5L * ROWS + 1);
    assertThat(positions(1, 1_000)).hasSize(5 * ROWS + 1);
  }

  @Test
  void aHeadOnTheEdgeOfASegmentSurvivesAReopen() {
    append(events(1, ROWS));
    reopen();
    assertThat(store.head()).isEqualTo(ROWS);
    append(events(ROWS + 1, ROWS + 1));
    assertThat(store.findEvent(ROWS + 1)).isPresent();
  }

  @Test
  void aNewSegmentSizeHoldsForNewSegments() {
    append(events(1, ROWS + 3));
    store.close();
    open(TestConfigs.with(url(), Duration.ofDays(7), 1L << 40, 50));
    append(events(ROWS + 4, 300));
    assertThat(positions(1, 1_000)).hasSize(300);
  }

  @Test
  void aRowIsFoundByItsPosition() {
    append(events(1, 30));
    assertThat(store.findEvent(25))
        .hasValueSatisfying(r -> assertThat(r.eventId()).isEqualTo("event-25"));
    assertThat(store.findEvent(31)).isEmpty();
  }

  @Test
  void youngSegmentsStay() {
    append(events(1, 3L * ROWS));
    store.journal().dropBelow(3L * ROWS);
    appendEach(3L * ROWS + 1, 3L * ROWS + 10);
    assertThat(store.status().firstPosition()).isEqualTo(1);
  }

  @Test
  void wholeSegmentsBelowThePositionGoWhenTheyAreOld() {
    append(events(1, 4L * ROWS + 1));
    now = now.plus(Duration.ofDays(8));
    awaitSealed();
    store.journal().dropBelow(3L * ROWS);
    await().until(() -> store.status().firstPosition() == 2L * ROWS + 1);
    assertThat(positions(1, 1_000).get(0)).isEqualTo(2L * ROWS + 1);
    assertThat(store.findEvent(1)).isEmpty();
    store.journal().dropBelow(Long.MAX_VALUE);
    await().until(() -> store.status().firstPosition() == 4L * ROWS + 1);
    reopen();
    assertThat(store.head()).isEqualTo(4L * ROWS + 1);
    assertThat(store.status().firstPosition()).isEqualTo(4L * ROWS + 1);
    append(events(4L * ROWS + 2, 4L * ROWS + 3));
  }

  @Test
  void headOutlivesItsLastSegment() {
    append(events(1, 2L * ROWS));
    now = now.plus(Duration.ofDays(8));
    awaitSealed();
    store.journal().dropBelow(Long.MAX_VALUE);
    await().until(() -> store.status().firstPosition() == 2L * ROWS + 1);
    reopen();
    assertThat(store.head()).isEqualTo(2L * ROWS);
    append(events(2L * ROWS + 1, 2L * ROWS + 1));
  }

  @Test
  void tooManyBytesEndTheProtectionOfAge() {
    reopen(Duration.ofDays(7), 10_000);
    append(events(1, 4L * ROWS));
    awaitSealed();
    store.journal().dropBelow(Long.MAX_VALUE);
    await().until(() -> store.status().firstPosition() == 2L * ROWS + 1);
  }

  @Test
  void historyIsNewestFirstAcrossSegments() {
    append(events(1, 3L * ROWS + 5));
    awaitSealed();
    assertThat(history("sku-3", Long.MAX_VALUE, 100))
        .containsExactly(63L, 53L, 43L, 33L, 23L, 13L, 3L);
    assertThat(history("sku-3", 43, 2)).containsExactly(33L, 23L);
    assertThat(history("nothing", Long.MAX_VALUE, 2)).isEmpty();
    now = now.plus(Duration.ofDays(8));
    store.journal().dropBelow(ROWS + 1);
    await().until(() -> store.status().firstPosition() == ROWS + 1);
    assertThat(history("sku-3", Long.MAX_VALUE, 100)).containsExactly(63L, 53L, 43L, 33L, 23L);
  }

  @Test
  void historyKnowsManyRowsOfOneKey() {
    store.close();
    open(TestConfigs.with(url(), Duration.ofDays(7), 1L << 40, 5_000));
    List<JournalRow> rows = new ArrayList<>();
    for (int i = 1; i <= 5_001; i++) {
      rows.add(event(i, i % 2 == 0 ? "hot" : "sku-" + i, text("x")));
    }
    append(rows);
    awaitSealed();
    assertThat(history("hot", Long.MAX_VALUE, 10_000)).hasSize(2_500).doesNotHaveDuplicates();
    assertThat(history("sku-4999", Long.MAX_VALUE, 10)).containsExactly(4_999L);
  }

  @Test
  void historyOfASegmentThatIsNotFullIsWholeAlsoAfterAStart() {
    append(events(1, 7));
    assertThat(history("sku-3", Long.MAX_VALUE, 10)).containsExactly(3L);
    reopen();
    assertThat(history("sku-3", Long.MAX_VALUE, 10)).containsExactly(3L);
    append(events(8, 13));
    assertThat(history("sku-3", Long.MAX_VALUE, 10)).containsExactly(13L, 3L);
    assertThat(history("sku-3", 13, 10)).containsExactly(3L);
    assertThat(history("sku-3", Long.MAX_VALUE, 1)).containsExactly(13L);
    assertThat(history("sku-9", 9, 10)).isEmpty();
    reopen();
    append(events(14, 14));
    assertThat(history("sku-3", Long.MAX_VALUE, 10)).containsExactly(13L, 3L);
  }

  @Test
  void outcomesAreReplayedInOrder() {
    for (int i = 1; i <= 2 * ROWS + 3; i++) {
      commit(new Write.Outcomes("shop", i, text("o" + i)));
    }
    assertThat(store.outcomeHead()).isEqualTo(2 * ROWS + 3);
    reopen();
    assertThat(store.outcomeHead()).isEqualTo(2 * ROWS + 3);
    List<OutcomeRow> rows = store.outcomes(ROWS - 2, 5);
    assertThat(rows).extracting(OutcomeRow::sequence).containsExactly(19L, 20L, 21L, 22L, 23L);
    assertThat(text(rows.get(0).packed())).isEqualTo("o19");
    assertThat(rows.get(0).channel()).isEqualTo("shop");
    assertThat(store.outcomes(2 * ROWS + 3, 5)).isEmpty();
  }

  @Test
  void wholeOutcomeSegmentsAreDropped() {
    Write[] writes = new Write[2 * ROWS];
    for (int i = 0; i < writes.length; i++) {
      writes[i] = new Write.Outcomes("shop", i, text("o"));
    }
    commit(writes);
    store.dropOutcomesUpTo(2 * ROWS - 1);
    await().until(() -> store.outcomes(0, 1).get(0).sequence() == ROWS + 1);
    store.dropOutcomesUpTo(2 * ROWS);
    await().until(() -> store.outcomes(0, 1).isEmpty());
    reopen();
    assertThat(store.outcomeHead()).isEqualTo(2 * ROWS);
    commit(new Write.Outcomes("shop", 1, text("next")));
    assertThat(store.outcomes(0, 10))
        .extracting(OutcomeRow::sequence)
        .containsExactly(2L * ROWS + 1);
  }

  private List<Long> history(String key, long before, int limit) {
    return store.history(key, before, limit).stream().map(JournalRow::position).toList();
  }

  /** Chores run when nothing waits; sealing is done when no full segment is open. */
  private void awaitSealed() {
    SqlStore opened = (SqlStore) store;
    await()
        .until(
            () ->
                opened.tables().journal.segments().stream()
                    .allMatch(s -> s.sealed() || s.lastRow() > store.head()));
  }
}
