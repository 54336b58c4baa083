package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.adapter.Listed;
import io.sluice.source.Facet;
import io.sluice.store.StateRow;
import org.junit.jupiter.api.Test;

class ShelfTest {
  private static final int SKU = 2_000;
  private static final int STOCK = ChannelPlan.key(SKU, Facet.STOCK);
  private static final Accepted ACCEPTED = new Accepted(17, 99, 4, true, 5_000);
  private final Shelf shelf = new Shelf();

  @Test
  void knowsNothingOfASkuThatWasNeverAccepted() {
    assertThat(shelf.position(STOCK)).isZero();
    assertThat(shelf.quantity(SKU)).isEqualTo(Shelf.UNKNOWN_QUANTITY);
    assertThat(shelf.listed(SKU)).isEqualTo(Listed.UNKNOWN);
  }

  @Test
  void aRowBringsBackWhatWasAccepted() {
    // Given
    shelf.accept(STOCK, ACCEPTED);
    StateRow row = shelf.row("shop", "a", STOCK, 3);

    // When
    Shelf restarted = new Shelf();
    restarted.load(SKU, row);

    // Then
    assertThat(restarted.position(STOCK)).isEqualTo(17);
    assertThat(restarted.digest(STOCK)).isEqualTo(99);
    assertThat(restarted.quantity(SKU)).isEqualTo(4);
    assertThat(restarted.lowered(STOCK)).isTrue();
    assertThat(restarted.knownAtMs(STOCK)).isEqualTo(5_000);
    assertThat(restarted.listed(SKU)).isEqualTo(Listed.YES);
    assertThat(shelf.nextChanged(0)).isEqualTo(ChannelPlan.key(SKU, Facet.PRODUCT));
  }

  @Test
  void aRowOfAnotherFormatIsRefused() {
    StateRow row = new StateRow("shop", "a", "stock", 1, new byte[32]);

    assertThatThrownBy(() -> shelf.load(SKU, row)).hasMessageContaining("unknown format 0");
  }

  @Test
  void aDiscardSaysNothingAboutWhatTheChannelShows() {
    shelf.accept(STOCK, ACCEPTED);

    shelf.discard(STOCK, 20);

    assertThat(shelf.position(STOCK)).isEqualTo(20);
    assertThat(shelf.digest(STOCK)).isEqualTo(99);
    assertThat(shelf.quantity(SKU)).isEqualTo(4);
  }
}
