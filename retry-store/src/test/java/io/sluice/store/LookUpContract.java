package io.sluice.store;

import static io.sluice.store.TestRows.event;
import static io.sluice.store.TestRows.events;
import static io.sluice.store.TestRows.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store promises about what people look up: events by identity, attempts, audit. */
abstract class LookUpContract extends StoreFixture {
  private static final int ROWS = TestConfigs.SEGMENT_ROWS;
  private static final int QUOTA = TestConfigs.ATTEMPTS_AT_MOST;

  @Test
  void eventsAreFoundByTheirIdentityInSealedSegmentsAndInTheOpenOne() {
    append(events(1, 3L * ROWS + 5));
    awaitSealed(3);

    for (long position : new long[] {1, ROWS, 2L * ROWS + 1, 3L * ROWS + 5}) {
      assertThat(store.withEventId("event-" + position, Long.MAX_VALUE, 10))
          .extracting(JournalRow::position)
          .containsExactly(position);
    }
    reopen();
    assertThat(store.withEventId("event-" + (3L * ROWS + 5), Long.MAX_VALUE, 10)).hasSize(1);
    assertThat(store.withEventId("event-0", Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void oneIdentityMayHaveSeveralRows() {
    append(events(1, ROWS));
    JournalRow again = event(3);
    append(
        List.of(
            new JournalRow(
                ROWS + 1,
                again.source(),
                again.eventId(),
                again.key(),
                again.part(),
                again.epoch(),
                again.version(),
                (byte) 2,
                again.occurredAtMs(),
                again.receivedAtMs(),
                again.idHash(),
                again.digest(),
                again.payload())));

    assertThat(store.withEventId("event-3", Long.MAX_VALUE, 10))
        .extracting(JournalRow::position)
        .containsExactly(ROWS + 1L, 3L);
    assertThat(store.withEventId("event-3", ROWS + 1, 10)).hasSize(1);
  }

  @Test
  void attemptsComeBackAsTheyWereNewestFirst() {
    AttemptRow failed = attempt("a", 7, "unreachable", "request ☃");
    AttemptRow accepted = success("a", 8, 2_000);
    commit(new Write.PutAttempts(List.of(failed, accepted, success("b", 9, 3_000))));
    reopen();

    assertThat(store.attemptsOf("a", 10))
        .usingRecursiveFieldByFieldElementComparator(TestRows.ARRAYS_AS_VALUES)
        .containsExactly(accepted.at(1), failed.at(1));
    assertThat(store.attemptsOf("a", 1)).hasSize(1);
    assertThat(store.attempts(Long.MAX_VALUE, 10))
        .usingRecursiveFieldByFieldElementComparator(TestRows.ARRAYS_AS_VALUES)
        .containsExactly(failed.at(1));
  }

  /** A start replays the outcomes behind the sequence that its checkpoint was told. */
  @Test
  void attemptsAreNoOutcomes() {
    commit(new Write.Outcomes("shop", 1, text("first")));
    commit(new Write.PutAttempts(List.of(attempt("a", 7, "rejected", ""), success("b", 8, 1))));
    assertThat(store.outcomeHead()).isEqualTo(1);

    commit(new Write.Outcomes("shop", 2, text("second")));

    assertThat(store.outcomeHead()).isEqualTo(2);
    assertThat(store.outcomes(1, 10)).hasSize(1);
  }

  @Test
  void oldAttemptsFallOutAndAreCountedAndSuccessesPushOutNoFailure() {
    commit(new Write.PutAttempts(List.of(attempt("a", 1, "rejected", "first"))));
    for (int batch = 0; batch < 4; batch++) {
      int from = batch * QUOTA;
      commit(
          new Write.PutAttempts(
              IntStream.range(from, from + QUOTA)
                  .mapToObj(i -> success("k" + i, i + 1, i))
                  .toList()));
    }

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(store.attemptsDropped()).isGreaterThanOrEqualTo(2L * QUOTA));
    assertThat(store.attemptsOf("k0", 10)).isEmpty();
    assertThat(store.attemptsOf("k" + (4 * QUOTA - 1), 10)).hasSize(1);
    assertThat(store.attemptsOf("k" + (3 * QUOTA), 10)).as("within the quota").hasSize(1);
    assertThat(store.attemptsOf("a", 10)).as("a failure has a quota of its own").hasSize(1);
    reopen();
    assertThat(store.attemptsOf("k" + (3 * QUOTA), 10)).hasSize(1);
  }

  @Test
  void attemptsFallOutByBytesToo() {
    String large = "x".repeat(100_000);
    for (int i = 0; i < 40; i++) {
      commit(new Write.PutAttempts(List.of(attempt("k" + i, i + 1, "rejected", large))));
    }

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(store.attemptsDropped()).isPositive());
    assertThat(store.attemptsOf("k39", 1)).hasSize(1);
    assertThat(store.attemptsOf("k0", 1)).isEmpty();
  }

  @Test
  void attemptsArePagedBySequence() {
    commit(
        new Write.PutAttempts(
            IntStream.rangeClosed(1, 25).mapToObj(i -> attempt("k", i, "rejected", "")).toList()));

    List<AttemptRow> first = store.attempts(Long.MAX_VALUE, 10);
    List<AttemptRow> second = store.attempts(first.get(9).sequence(), 10);

    assertThat(first).extracting(AttemptRow::position).first().isEqualTo(25L);
    assertThat(second).extracting(AttemptRow::position).first().isEqualTo(15L);
    assertThat(store.attempts(6, 10)).hasSize(5);
    assertThat(store.attempts(1, 10)).isEmpty();
  }

  @Test
  void auditRowsAreKeptInOrderUntilTheyAreOld() {
    commit(new Write.PutAudit(audit("pause", now.toEpochMilli())));
    commit(new Write.PutAudit(audit("resume", now.plusSeconds(1).toEpochMilli())));
    reopen();

    List<AuditRow> rows = store.audit(Long.MAX_VALUE, 10);
    assertThat(rows).extracting(AuditRow::action).containsExactly("resume", "pause");
    assertThat(rows.get(1))
        .usingRecursiveComparison()
        .ignoringFields("id")
        .isEqualTo(audit("pause", now.toEpochMilli()));
    assertThat(store.audit(rows.get(0).id(), 10)).hasSize(1);

    now = now.plus(AuditTable.KEPT).plusSeconds(10);
    reopen();
    commit(new Write.PutAudit(audit("probe", now.toEpochMilli())));

    assertThat(store.audit(Long.MAX_VALUE, 10))
        .extracting(AuditRow::action)
        .containsExactly("probe");
  }

  private void awaitSealed(int segments) {
    SqlStore opened = (SqlStore) store;
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                opened.tables().journal.segments().stream().filter(Segment::sealed).count()
                    == segments);
  }

  private static AuditRow audit(String action, long atMs) {
    return new AuditRow(
        0, atMs, "local", "127.0.0.1", "cli/anna", action, "channel shop", 7L, "why", null);
  }

  private static AttemptRow attempt(String key, long position, String outcome, String request) {
    return new AttemptRow(
        0,
        "shop",
        key,
        "stock",
        position,
        2,
        1_000,
        15,
        outcome,
        "http.503",
        503,
        "because",
        text(request),
        text("answer"),
        false);
  }

  private static AttemptRow success(String key, long position, long atMs) {
    return new AttemptRow(
        0,
        "shop",
        key,
        "stock",
        position,
        1,
        atMs,
        15,
        "accepted",
        null,
        200,
        null,
        new byte[0],
        new byte[0],
        true);
  }
}
