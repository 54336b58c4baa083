package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.adapter.Listed;
import io.sluice.source.Facet;
import io.sluice.store.StateRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShelfTest {
  private static final int SKU = 2_000;
  private static final int STOCK = ChannelPlan.key(SKU, Facet.STOCK);
  private static final Accepted ACCEPTED = new Accepted(17, 99, Shown.of(4), true, 5_000);
  private final Shelf shelf = new Shelf(true);

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
    Shelf restarted = new Shelf(true);
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void severalPricesAreKeptWhereSomebodyAsksForThem(boolean asks) {
    int price = ChannelPlan.key(SKU, Facet.PRICE);
    Shown.OfList list = new Shown.OfList(7, Shown.number(BigDecimal.TEN), List.of(12L, 13L));
    Shown shown = new Shown(12, List.of(list, new Shown.OfList(8, 14, List.of())));
    shelf.accept(price, new Accepted(17, 99, shown, false, 5_000));

    Shelf restarted = new Shelf(asks);
    restarted.load(SKU, shelf.row("shop", "a", price, 3));

    assertThat(restarted.prices(SKU)).isEqualTo(asks ? shown : Shown.of(12));
    restarted.accept(price, new Accepted(18, 98, Shown.NOTHING, false, 6_000));
    assertThat(restarted.prices(SKU)).as("withdrawn").isEqualTo(asks ? shown : Shown.of(12));
    restarted.accept(price, new Accepted(19, 97, Shown.of(12), false, 7_000));
    assertThat(restarted.prices(SKU)).isEqualTo(Shown.of(12));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRowBringsBackWhetherAProductIsOnItsWay(boolean isOffered) {
    int product = ChannelPlan.key(SKU, Facet.PRODUCT);
    shelf.accept(product, new Accepted(16, 98, Shown.of(isOffered ? 1 : 0), false, 4_000));
    shelf.setMoving(SKU, true);

    Shelf restarted = new Shelf(true);
    restarted.load(SKU, shelf.row("shop", "a", product, 3));

    assertThat(restarted.isMoving(SKU)).isTrue();
    assertThat(restarted.isTakenAway(SKU)).isEqualTo(!isOffered);
    restarted.rest(SKU);
    restarted.load(SKU, restarted.row("shop", "a", product, 4));
    assertThat(restarted.isMoving(SKU)).isFalse();
    List<Integer> rested = new ArrayList<>();
    restarted.takeRested(rested::add);
    restarted.setMoving(SKU, true);
    restarted.rest(SKU);
    restarted.setMoving(SKU, true);
    restarted.takeRested(rested::add);
    assertThat(rested).as("it moves again").containsExactly(SKU);
  }

  @Test
  void aProductThatLeftIsNoLongerInStock() {
    shelf.accept(ChannelPlan.key(SKU, Facet.PRODUCT), accepted(16, 1));
    shelf.accept(STOCK, accepted(17, 4));
    assertThat(shelf.inStockCount()).isEqualTo(1);

    shelf.accept(ChannelPlan.key(SKU, Facet.PRODUCT), accepted(18, 0));

    assertThat(shelf.inStockCount()).isZero();
    assertThat(shelf.of(SKU, false, key -> false).quantity()).isEqualTo(Shelf.UNKNOWN_QUANTITY);
    Shelf restarted = new Shelf(true);
    restarted.load(SKU, shelf.row("shop", "a", STOCK, 3));
    assertThat(restarted.inStockCount()).isZero();
    shelf.accept(ChannelPlan.key(SKU, Facet.PRODUCT), accepted(19, 1));
    shelf.accept(STOCK, accepted(20, 3));
    assertThat(shelf.inStockCount()).isEqualTo(1);
  }

  private static Accepted accepted(long position, long shown) {
    return new Accepted(position, 90 + position, Shown.of(shown), false, position * 1_000);
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
