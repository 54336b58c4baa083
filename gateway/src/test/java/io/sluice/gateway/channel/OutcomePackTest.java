package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.adapter.Listed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomePackTest {
  private final List<String> read = new ArrayList<>();

  private final OutcomePack.Reader reader =
      new OutcomePack.Reader() {
        @Override
        public void accepted(String sku, String part, Accepted what) {
          read.add(sku + ' ' + part + ' ' + what);
        }

        @Override
        public void listed(String sku, Listed listed) {
          read.add("listed " + sku + ' ' + listed);
        }

        @Override
        public void discarded(String sku, String part, long position) {
          read.add("discarded " + sku + ' ' + part + ' ' + position);
        }

        @Override
        public void doubted(String sku, String part) {
          read.add("doubted " + sku + ' ' + part);
        }

        @Override
        public void moving(String sku, boolean moves) {
          read.add("moving " + sku + ' ' + moves);
        }
      };

  @Test
  void whatWasPackedIsReadInItsOrder() {
    // Given
    OutcomePack.Writer writer = new OutcomePack.Writer();
    writer.listed("ä", Listed.NO);
    writer.discarded("a", "stock", 7);
    Accepted plain = new Accepted(8, 99, Shown.of(4), false, 1_000);
    Accepted lowered = new Accepted(9, 98, Shown.of(3), true, 2_000);
    Shown lists = new Shown(5, List.of(new Shown.OfList(-7, 6, List.of(5L))));
    Accepted several = new Accepted(10, 97, lists, false, 3_000);
    writer.accepted("a", "stock", plain);
    writer.accepted("a", "price", several);
    writer.doubted("a", "stock");
    writer.moving("ä", true);
    writer.moving("a", false);
    writer.accepted("a", "stock", lowered);
    writer.listed("a", Listed.YES);

    // When
    OutcomePack.read(writer.pack(), reader);

    // Then
    assertThat(read)
        .containsExactly(
            "listed ä NO",
            "discarded a stock 7",
            "a stock " + plain,
            "a price " + several,
            "doubted a stock",
            "moving ä true",
            "moving a false",
            "a stock " + lowered,
            "listed a YES");
  }

  @Test
  void anEmptyPackIsNotWritten() {
    assertThat(new OutcomePack.Writer().isEmpty()).isTrue();
  }

  @Test
  void aRowOfAnotherFormatIsRefused() {
    assertThatThrownBy(() -> OutcomePack.read(new byte[] {4}, reader))
        .hasMessage("outcome row of unknown format 4");
  }
}
