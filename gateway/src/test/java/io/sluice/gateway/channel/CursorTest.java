package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CursorTest {
  @Test
  void finishingTheLowestMovesOverWhatWasFinishedAbove() {
    // Given
    Cursor cursor = new Cursor(1);
    cursor.finish(3);
    cursor.finish(2);

    // When
    cursor.finish(1);

    // Then
    assertThat(cursor.next()).isEqualTo(4);
    assertThat(cursor.finishedAbove()).isZero();
    assertThat(cursor.ranges()).isZero();
  }

  @Test
  void finishingTwiceChangesNothing() {
    // Given
    Cursor cursor = new Cursor(1);
    cursor.finish(5);

    // When
    cursor.finish(5);

    // Then
    assertThat(cursor.finishedAbove()).isEqualTo(1);
    assertThat(cursor.isFinished(4)).isFalse();
    assertThat(cursor.isFinished(5)).isTrue();
  }

  @Test
  void anyOrderEndsInOneRangeAndSurvivesItsBytesAtEveryStep() {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      List<Long> positions = new ArrayList<>();
      for (long position = 10; position < 60; position++) {
        positions.add(position);
      }
      Collections.shuffle(positions, random);
      Cursor cursor = new Cursor(10);
      for (int i = 0; i < positions.size(); i++) {
        cursor.finish(positions.get(i));
        cursor = Cursor.decode(cursor.encode());
        for (int j = 0; j < positions.size(); j++) {
          assertThat(cursor.isFinished(positions.get(j))).isEqualTo(j <= i);
        }
        assertThat(cursor.next() - 10 + cursor.finishedAbove()).isEqualTo(i + 1);
      }
      assertThat(cursor.next()).isEqualTo(60);
    }
  }
}
