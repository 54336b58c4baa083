package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LowerStocksTest {
  private static final long LONG = LowerStocks.STAYS_MS;
  private final LowerStocks lower = new LowerStocks();

  @Test
  void staysOnceItIsTheSameForLongEnough() {
    assertThat(lower.stays(1, 8, 17, 5, 0)).isFalse();
    assertThat(lower.stays(1, 8, 17, 5, LONG - 1)).isFalse();
    assertThat(lower.stays(1, 8, 17, 5, LONG)).isTrue();
  }

  @Test
  void whateverIsNewAboutItBeginsAnew() {
    lower.stays(1, 8, 17, 5, 0);
    assertThat(lower.stays(1, 7, 17, 5, LONG)).as("another number").isFalse();
    assertThat(lower.stays(1, 7, 18, 5, 2 * LONG)).as("another event").isFalse();
    assertThat(lower.stays(1, 7, 18, 6, 3 * LONG)).as("sent again").isFalse();
    lower.forget(1);
    assertThat(lower.stays(1, 7, 18, 6, 4 * LONG)).as("was right meanwhile").isFalse();
    assertThat(lower.stays(1, 7, 18, 6, 5 * LONG)).isTrue();
  }

  @Test
  void whatAReadingDoesNotComeByMakesRoom() {
    lower.begin();
    IntStream.range(0, LowerStocks.AT_MOST).forEach(key -> lower.stays(key, 0, 17, 5, 0));
    lower.end();
    lower.begin();
    assertThat(lower.stays(0, 0, 17, 5, LONG)).isTrue();
    lower.end();

    lower.begin();
    assertThat(lower.stays(1, 0, 17, 5, LONG)).as("it was not there").isFalse();
    assertThat(lower.stays(LowerStocks.AT_MOST, 0, 17, 5, LONG)).isFalse();
    assertThat(lower.stays(LowerStocks.AT_MOST, 0, 17, 5, 2 * LONG)).isTrue();
  }

  @Test
  void moreThanItRemembersWaitForTheirTurn() {
    IntStream.rangeClosed(0, LowerStocks.AT_MOST).forEach(key -> lower.stays(key, 0, 17, 5, 0));

    assertThat(lower.stays(LowerStocks.AT_MOST, 0, 17, 5, LONG)).isFalse();
    assertThat(lower.stays(LowerStocks.AT_MOST - 1, 0, 17, 5, LONG)).isTrue();
    lower.forget(0);
    assertThat(lower.stays(LowerStocks.AT_MOST, 0, 17, 5, LONG)).isFalse();
    assertThat(lower.stays(LowerStocks.AT_MOST, 0, 17, 5, 2 * LONG)).isTrue();
  }
}
