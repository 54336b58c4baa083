package io.sluice.source.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AckTrackerTest {
  private final AckTracker tracker = new AckTracker();

  private void receive(int count) {
    for (long tag = 1; tag <= count; tag++) {
      tracker.received(tag);
    }
  }

  @Test
  void nothingIsAcknowledgedBeforeTheFirstMessageIsFinished() {
    receive(3);

    assertThat(tracker.finish(2)).isFalse();
    assertThat(tracker.finish(3)).isFalse();
    assertThat(tracker.takeAck()).isZero();
    assertThat(tracker.unanswered()).isEqualTo(3);
  }

  @Test
  void theFirstMessageBringsAllThatWaitedForIt() {
    receive(4);
    tracker.finish(3);
    tracker.finish(2);

    assertThat(tracker.finish(1)).isTrue();
    assertThat(tracker.takeAck()).isEqualTo(3);
    assertThat(tracker.takeAck()).isZero();
    assertThat(tracker.unanswered()).isEqualTo(1);
  }

  @Test
  void finishingTwiceCountsOnce() {
    receive(2);
    tracker.finish(1);
    tracker.finish(1);
    tracker.finish(99);

    assertThat(tracker.takeAck()).isEqualTo(1);
    assertThat(tracker.unanswered()).isEqualTo(1);
  }

  @Test
  void inWhateverOrderTheyFinishAllAreAcknowledgedAndNoneEarly() {
    Random random = new Random(42);
    List<Long> tags = new ArrayList<>();
    for (long tag = 1; tag <= 1000; tag++) {
      tags.add(tag);
    }
    receive(1000);
    Collections.shuffle(tags, random);
    boolean[] finished = new boolean[1002];
    long acknowledged = 0;
    for (long tag : tags) {
      finished[(int) tag] = true;
      tracker.finish(tag);
      acknowledged = Math.max(acknowledged, tracker.takeAck());
      for (int i = 1; i <= acknowledged; i++) {
        assertThat(finished[i]).isTrue();
      }
      assertThat(finished[(int) acknowledged + 1]).isFalse();
    }
    assertThat(acknowledged).isEqualTo(1000);
  }
}
