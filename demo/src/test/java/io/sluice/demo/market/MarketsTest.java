package io.sluice.demo.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.demo.shop.Catalogue;
import io.sluice.demo.shop.Product;
import io.sluice.demo.shop.Variant;
import io.sluice.simulator.bol.BolMarketplace;
import io.sluice.simulator.bol.BolOffer;
import io.sluice.simulator.pim.EventWriter;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What tells whether a morning went well can tell that it did not. */
class MarketsTest {
  private static final Catalogue CATALOGUE = Catalogue.of(1, 1);
  private static final Product SHOE = CATALOGUE.products().get(0);

  private final Vertx vertx = Vertx.vertx();
  private final Markets markets = new Markets(vertx, InstantSource.system(), CATALOGUE);
  private final Books books = new Books(CATALOGUE);
  private final EventWriter writer = new EventWriter(0);

  @AfterEach
  void close() {
    vertx.close();
  }

  private static Article article(long berlin, long hamburg, long retail, long business) {
    Variant variant = SHOE.variants().get(0);
    return new Article(
        SHOE,
        variant,
        Map.of("BER", berlin, "HAM", hamburg),
        Map.of("retail", retail, "b2b", business),
        false);
  }

  private Listing expected(String market, Article article) {
    return markets.all().stream()
        .filter(each -> each.name().equals(market))
        .findFirst()
        .flatMap(each -> each.expected(article))
        .orElseThrow();
  }

  @Test
  void arithmeticIsWhatAPersonComesTo() {
    Article article = article(10, 3, 1_700, 1_224);

    // 13 - 2 = 11, of which 80 % is 8.8; 17.00 + 12 % = 19.04, + 1.50 = 20.54.
    assertThat(expected("amazon_de", article).stock()).isEqualTo(8);
    assertThat(expected("amazon_de", article).price()).isEqualByComparingTo("20.99");
    // 17.00 + 8 % = 18.36.
    assertThat(expected("bol_nl", article).stock()).isEqualTo(12);
    assertThat(expected("bol_nl", article).price()).isEqualByComparingTo("17.95");
    assertThat(expected("shopify_eu", article).stock()).isEqualTo(13);
    assertThat(expected("shopify_eu", article).price()).isEqualByComparingTo("17.00");
    assertThat(expected("woo_b2b", article).stock()).isEqualTo(1);
    assertThat(expected("woo_b2b", article).price()).isEqualByComparingTo("12.24");
  }

  @Test
  void whatIsLeftOfAFewIsShownAsNone() {
    assertThat(expected("amazon_de", article(5, 0, 1_700, 0)).stock()).isZero();
    assertThat(expected("amazon_de", article(100, 0, 1_700, 0)).stock()).isEqualTo(50);
    assertThat(expected("bol_nl", article(0, 0, 1_700, 0)).stock()).isZero();
  }

  @Test
  void everyKindOfDifferenceIsTold() {
    Variant first = SHOE.variants().get(0);
    Variant second = SHOE.variants().get(1);
    for (Variant variant : List.of(first, second)) {
      books.said(writer.stock(variant.sku(), "BER", 13));
      books.said(writer.price(variant.sku(), "retail", 1_700));
    }
    books.discontinued(second.sku());
    BolMarketplace bol = (BolMarketplace) markets.bol().standIn();
    Market.await(bol.add(BolOffer.of("o-1", first.gtin(), first.sku(), "17.95", 12)));
    Market.await(bol.add(BolOffer.of("o-2", first.gtin(), first.sku(), "17.95", 12)));
    Market.await(bol.add(BolOffer.of("o-3", second.gtin(), second.sku(), "17.95", 12)));
    Market.await(bol.add(BolOffer.of("o-4", "1", "OTHER", "1.95", 1)));

    assertThat(markets.differences(books))
        .anyMatch(each -> each.startsWith("bol_nl has twice " + first.sku()))
        .anyMatch(each -> each.startsWith("bol_nl should have no " + second.sku() + " and has"))
        .anyMatch(each -> each.startsWith("bol_nl has unasked OTHER"))
        .anyMatch(each -> each.startsWith("amazon_de should have " + first.sku()))
        .noneMatch(each -> each.startsWith("amazon_de should have " + second.sku()));
  }

  @Test
  void violationsNameTheirMarketplace() {
    markets.bol().standIn().violations().add("over the budget");

    assertThat(markets.violations()).isEqualTo(Map.of("bol_nl: over the budget", 1));
  }

  @Test
  void productOfTheWrongBrandIsNotExpectedAtAmazon() {
    Product tarn =
        new Product(
            "X", "X", "Tarn", "boot", "Stiefel", "suede", List.of("shoes"), SHOE.variants());
    Article article = new Article(tarn, SHOE.variants().get(0), Map.of(), Map.of(), false);

    assertThat(markets.all().get(0).expected(article)).isEqualTo(Optional.empty());
    assertThat(markets.bol().expected(article)).isPresent();
  }
}
