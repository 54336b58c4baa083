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
        public void accepted(
            String sku, String part, long position, long digest, long quantity, long atMs) {
          read.add("accepted " + sku + ' ' + part + ' ' + position);
        }

        @Override
        public void listed(String sku, Listed listed) {
          read.add("listed " + sku + ' ' + listed);
        }

        @Override
        public void discarded(String sku, String part, long position) {
          read.add("discarded " + sku + ' ' + part + ' ' + position);
        }
      };

  @Test
  void whatWasPackedIsReadInItsOrder() {
    // Given
    OutcomePack.Writer writer = new OutcomePack.Writer();
    writer.listed("ä", Listed.NO);
    writer.discarded("a", "stock", 7);
    writer.listed("a", Listed.YES);

    // When
    OutcomePack.read(writer.pack(), reader);

    // Then
    assertThat(read).containsExactly("listed ä NO", "discarded a stock 7", "listed a YES");
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
