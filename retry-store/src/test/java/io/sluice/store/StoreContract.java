package io.sluice.store;

import static io.sluice.store.TestRows.event;
import static io.sluice.store.TestRows.events;
import static io.sluice.store.TestRows.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every store promises about commits. */
abstract class StoreContract extends StoreFixture {
  @Test
  void callbacksRunInTheOrderOfSubmission() {
    List<Long> order = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch all = new CountDownLatch(500);
    for (JournalRow row : events(1, 500)) {
      store
          .journal()
          .append(
              List.of(row),
              () -> {
                order.add(row.position());
                all.countDown();
              });
    }
    awaitLatch(all);
    assertThat(order).containsExactlyElementsOf(LongStream.rangeClosed(1, 500).boxed().toList());
  }

  @Test
  void whatGathersDuringACommitIsOneGroup() {
    CountDownLatch release = holdWriter();
    CountDownLatch all = new CountDownLatch(200);
    events(1, 200).forEach(row -> store.journal().append(List.of(row), all::countDown));
    release.countDown();
    awaitLatch(all);
    assertThat(store.status().commits()).isEqualTo(2);
  }

  @Test
  void aGroupKeepsItsLimitsButNeverSplitsASubmission() {
    CountDownLatch release = holdWriter();
    CountDownLatch all = new CountDownLatch(3);
    store.journal().append(events(1, 900), all::countDown);
    store.journal().append(events(901, 1_000), all::countDown);
    store.journal().append(events(1_001, 1_100), all::countDown);
    release.countDown();
    awaitLatch(all);
    assertThat(store.status().commits()).isEqualTo(3);
    assertThat(positions(1, 10_000)).hasSize(1_100);
  }

  @Test
  void aCallbackSeesTheHeadsOfItsOwnSubmission() {
    List<Long> heads = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch release = holdWriter();
    CountDownLatch all = new CountDownLatch(3);
    for (int i = 0; i < 3; i++) {
      store.submit(
          List.of(
              new Write.Outcomes("shop", 1, text("a")), new Write.Outcomes("shop", 1, text("b"))),
          () -> {
            heads.add(store.outcomeHead());
            all.countDown();
          });
    }
    release.countDown();
    awaitLatch(all);
    assertThat(heads).containsExactly(2L, 4L, 6L);
  }

  @Test
  void aThrowingCallbackDoesNotStopTheWriter() {
    store.journal().append(List.of(event(1)), () -> Thread.currentThread().interrupt());
    store
        .journal()
        .append(
            List.of(event(2)),
            () -> {
              throw new IllegalStateException("on purpose");
            });
    appendEach(3, 5);
    assertThat(store.head()).isEqualTo(5);
    assertThat(store.status().failingSince()).isNull();
  }

  @Test
  void aGapInThePositionsIsRefusedAtOnce() {
    append(events(1, 3));
    assertThatThrownBy(() -> store.journal().append(List.of(event(5)), () -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("5")
        .hasMessageContaining("4");
    assertThatThrownBy(() -> store.journal().append(List.of(event(3)), () -> {}))
        .isInstanceOf(IllegalStateException.class);
    append(events(4, 4));
    assertThat(positions(1, 10)).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void whatNoTableCanTakeIsRefusedAtOnce() {
    byte[] large = new byte[(2 << 20) + 1];
    assertThatThrownBy(() -> append(List.of(event(1, "a", large))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("payload");
    assertThatThrownBy(() -> commit(new Write.PutSetting("k".repeat(41), "n", text("v"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kind");
    append(events(1, 1));
  }

  @Test
  void nothingIsVisibleBeforeItIsDurable() {
    append(events(1, 2));
    backend.failForcing();
    CountDownLatch committed = new CountDownLatch(1);
    store.journal().append(events(3, 4), committed::countDown);
    await().until(() -> store.status().failingSince() != null);
    assertThat(store.head()).isEqualTo(2);
    backend.heal();
    awaitLatch(committed);
    assertThat(store.head()).isEqualTo(4);
    assertThat(positions(1, 10)).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void aGroupThatCameThroughAlthoughItFailedIsNotAppliedTwice() {
    backend.failForcing();
    CountDownLatch committed = new CountDownLatch(1);
    store.submit(
        List.of(
            new Write.Append(event(1)),
            new Write.Outcomes("shop", 1, text("a")),
            new Write.PutRefused(TestRows.refused("bad", 3))),
        committed::countDown);
    await().until(() -> store.status().failingSince() != null);
    backend.heal();
    awaitLatch(committed);
    reopen();
    assertThat(store.head()).isEqualTo(1);
    assertThat(store.outcomes(0, 10)).hasSize(1);
    assertThat(store.refused(Long.MAX_VALUE, 10)).hasSize(1);
  }

  @Test
  void aFullDiskDelaysCommitsAndLosesNothing() {
    append(events(1, 10));
    backend.fillDisk();
    CountDownLatch committed = new CountDownLatch(90);
    for (JournalRow row : events(11, 100)) {
      store.submit(
          List.of(new Write.Append(row), new Write.Outcomes("shop", 1, text("x"))),
          committed::countDown);
    }
    await().until(() -> store.status().failingSince() != null);
    assertThat(store.status().problem()).contains("no space left").contains(directory.toString());
    assertThat(store.status().waitingWrites()).isEqualTo(90);
    assertThat(store.status().waitingBytes()).isPositive();
    assertThat(committed.getCount()).isEqualTo(90);

    backend.heal();
    awaitLatch(committed);
    assertThat(store.status().failingSince()).isNull();
    await().until(() -> store.status().problem() == null);
    assertThat(store.status().waitingWrites()).isZero();
    await().ignoreExceptions().until(() -> positions(1, 1_000).size() == 100);
    assertThat(store.outcomes(0, 1_000)).hasSize(90);
    reopen();
    assertThat(positions(1, 1_000)).hasSize(100).doesNotHaveDuplicates();
    assertThat(store.outcomes(0, 1_000)).extracting(OutcomeRow::sequence).hasSize(90);
  }

  @Test
  void repeatedTroubleLosesAndDoublesNothing() {
    CountDownLatch committed = new CountDownLatch(300);
    for (int round = 0; round < 3; round++) {
      IntStream.rangeClosed(round * 100 + 1, round * 100 + 100)
          .forEach(i -> store.journal().append(List.of(event(i)), committed::countDown));
      if (round % 2 == 0) {
        backend.fillDisk();
      } else {
        backend.failForcing();
      }
      store.submit(List.of(new Write.Outcomes("shop", 1, text("x"))), () -> {});
      await().until(() -> store.status().failingSince() != null);
      backend.heal();
      await().until(() -> store.status().failingSince() == null);
    }
    awaitLatch(committed);
    reopen();
    assertThat(positions(1, 1_000)).hasSize(300).doesNotHaveDuplicates();
    assertThat(store.outcomes(0, 100)).hasSize(3);
  }

  @Test
  void whatWasSubmittedBeforeCloseIsCommitted() {
    events(1, 300).forEach(row -> store.journal().append(List.of(row), () -> {}));
    reopen();
    assertThat(store.head()).isEqualTo(300);
    assertThat(positions(1, 1_000)).hasSize(300);
  }

  @Test
  void closingWaitsForTheEndOfTrouble() throws InterruptedException {
    backend.fillDisk();
    store.journal().append(events(1, 30), () -> {});
    await().until(() -> store.status().failingSince() != null);
    Thread closing = new Thread(store::close);
    closing.start();
    backend.heal();
    closing.join();
    open();
    assertThat(store.head()).isEqualTo(30);
  }

  @Test
  void aClosedStoreTakesNothing() {
    store.close();
    assertThatThrownBy(() -> append(events(1, 1))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.settings("k")).isInstanceOf(StoreException.class);
    open();
  }
}
