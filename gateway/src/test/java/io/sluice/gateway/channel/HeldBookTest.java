package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.store.HeldRow;
import io.sluice.store.Write;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeldBookTest {
  private final Recording recording = new Recording();

  private static HeldRow row(String sku, long position, Why why) {
    return row(sku, position, why, null);
  }

  private static HeldRow dead(String sku, long position, String code) {
    return row(sku, position, Why.DEAD, code);
  }

  private static HeldRow row(String sku, long position, Why why, @Nullable String code) {
    return new HeldRow(
        "shop", sku, "stock", position, why.code(), 1, 1, 1, code, null, new byte[0], new byte[0]);
  }

  @Test
  void theOldestDeadLettersFallOutAndAreCounted() {
    // Given
    HeldBook book = new HeldBook(2);
    book.put(row("a", 1, Why.DEAD), recording);
    book.put(row("b", 2, Why.DEAD), recording);

    // When
    book.put(row("c", 3, Why.DEAD), recording);

    // Then
    assertThat(book.counts()).containsEntry("dead", 2L);
    assertThat(book.fallenOut()).isEqualTo(1);
    assertThat(book.dead("a", "stock")).isZero();
    assertThat(recording.writes("shop", 0)).contains(new Write.DeleteHeld("shop", "a", "stock", 1));
  }

  @Test
  void severalDeadLettersOfOnePositionAreSeveral() {
    HeldBook book = new HeldBook(2);
    book.put(row("a", 1, Why.DEAD), recording);
    book.put(row("b", 1, Why.DEAD), recording);

    book.put(row("c", 1, Why.DEAD), recording);

    assertThat(book.counts()).containsEntry("dead", 2L);
    assertThat(book.fallenOut()).isEqualTo(1);
    assertThat(book.dead("a", "stock")).isZero();
    assertThat(book.dead("c", "stock")).isEqualTo(1);
  }

  @Test
  void anAcceptanceClosesWhatIsOlderOfItsKeyOnly() {
    // Given
    HeldBook book = new HeldBook(10);
    book.put(row("a", 1, Why.DEAD), recording);
    book.put(row("a", 5, Why.DEAD), recording);
    book.put(row("b", 2, Why.OWN_BACKOFF), recording);

    // When
    book.close("shop", "a", "stock", 4, recording);

    // Then
    assertThat(book.dead("a", "stock")).isEqualTo(5);
    assertThat(book.counts()).containsEntry("dead", 1L).containsEntry("own_backoff", 1L);
  }

  @Test
  void whatWaitsOfAKeyThatOwesNothingGoesAndDeadLettersStay() {
    // Given
    HeldBook book = new HeldBook(10);
    book.put(row("a", 1, Why.DEAD), recording);
    book.put(row("a", 5, Why.MAPPING), recording);

    // When
    book.closeWaiting("shop", "a", "stock", recording);

    // Then
    assertThat(book.counts()).containsOnlyKeys("dead");
  }

  @Test
  void aNewerRowTakesThePlaceOfWhatIsUndecidedAndDeadLettersStay() {
    // Given
    HeldBook book = new HeldBook(10);
    book.put(row("a", 1, Why.DEAD), recording);
    book.put(row("a", 5, Why.PENDING), recording);
    book.put(row("a", 7, Why.OWN_BACKOFF), recording);

    // When
    book.closeUndecidedBefore(row("a", 7, Why.DEAD), recording);

    // Then
    assertThat(book.counts()).containsOnlyKeys("dead", "own_backoff");
    assertThat(recording.writes("shop", 0)).contains(new Write.DeleteHeld("shop", "a", "stock", 5));
  }

  @Test
  void deadLettersAreCountedByCodeAndTheRarestTogether() {
    HeldBook book = new HeldBook(1_000);
    for (int code = 0; code < 25; code++) {
      for (int i = 0; i <= code; i++) {
        book.put(dead("s" + i, 100L + code, "code" + code), recording);
      }
    }

    assertThat(book.deadByCode())
        .hasSize(21)
        .containsEntry("code24", 25L)
        .containsEntry("code5", 6L)
        .containsEntry("other", 1L + 2 + 3 + 4 + 5);

    for (int i = 0; i < 25; i++) {
      book.close("shop", "s" + i, "stock", 200, recording);
    }
    assertThat(book.deadByCode()).isEmpty();
  }
}
