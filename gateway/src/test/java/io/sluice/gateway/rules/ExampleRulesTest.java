package io.sluice.gateway.rules;

import static io.sluice.gateway.rules.Rules.money;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.source.Facet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The figures that the example of the configuration has in its own tests. */
class ExampleRulesTest {
  private static final String RUNNER =
      """
      {"name": "Runner", "brand": "Acme", "categories": ["shoes"], "gtin": "4006381333931",
       "attributes": {"size": "42"}}""";

  private final ChannelRules amazonDe = Rules.amazonDe();
  private final ChannelRules webshopUk = Rules.webshopUk();
  private final SaidFacts shoe =
      new SaidFacts(Rules.VOCABULARY)
          .stock("BER", 10)
          .stock("HAM", 2)
          .price("retail", "17.00")
          .price("outlet", "12.00")
          .product(RUNNER)
          .at(Instant.parse("2026-11-20T11:00:00Z"));

  @Test
  void shoeWithStockInTwoWarehousesOnAmazon() {
    assertThat(shoe.shown(amazonDe, Facet.STOCK).sku()).isEqualTo("AMZ-0123");
    assertThat(shoe.shownStock(amazonDe)).isEqualTo(8);
    assertThat(shoe.shownPrice(amazonDe))
        .isEqualTo(new ChannelValue.Price(money("20.99"), "EUR", null));
    assertThat(shoe.shownFields(amazonDe))
        .isEqualTo(
            Map.of(
                "product_type", "SHOES",
                "item_name", "Acme Runner 42",
                "bullet_point", List.of("Two years of warranty")));
  }

  @Test
  void shoeWithStockInTwoWarehousesInTheShop() {
    assertThat(shoe.shown(webshopUk, Facet.PRICE).sku()).isEqualTo("UK-SKU-0123");
    assertThat(shoe.shownStock(webshopUk)).isEqualTo(6);
    assertThat(shoe.shownPrice(webshopUk))
        .isEqualTo(new ChannelValue.Price(money("14.74"), "GBP", null));
    assertThat(shoe.shown(webshopUk, Facet.PRICE).changesAtMs())
        .isEqualTo(Instant.parse("2026-11-26T23:00:00Z").toEpochMilli());
  }

  @Test
  void sameShoeInTheSale() {
    shoe.at(Instant.parse("2026-11-28T11:00:00Z"));

    assertThat(shoe.shownPrice(webshopUk))
        .isEqualTo(new ChannelValue.Price(money("10.41"), "GBP", money("14.74")));
    assertThat(shoe.shown(webshopUk, Facet.PRICE).changesAtMs())
        .isEqualTo(Instant.parse("2026-11-30T23:00:00Z").toEpochMilli());
  }

  @Test
  void everyStepIsToldToWhoAsks() {
    assertThat(told(amazonDe, Facet.PRICE))
        .containsExactly("17.00 -> +12 % 19.04 -> +1.50 20.54 -> up to .99 20.99");
    assertThat(told(amazonDe, Facet.STOCK))
        .containsExactly("12 -> keep back 2 10 -> share 80 % 8 -> at most 50 8");
    assertThat(told(webshopUk, Facet.PRICE))
        .containsExactly(
            "17.00 -> VAT 19 % to 20 % 17.1429 -> GBP at 0.86 14.7429 -> rounded 14.74");
  }

  private List<String> told(ChannelRules rules, Facet facet) {
    Trace trace = new Trace();
    shoe.render(rules, SaidFacts.SKU, facet, trace);
    return trace.lines().stream().map(Trace.Line::toString).toList();
  }

  @Test
  void itIsKnownWhichFactsAFacetDependsOn() {
    assertThat(amazonDe.reads(Facet.STOCK))
        .isEqualTo(Set.of(Facet.STOCK, Facet.PRICE, Facet.PRODUCT));
    // That a product is discontinued changes everything.
    assertThat(webshopUk.reads(Facet.STOCK)).isEqualTo(Set.of(Facet.STOCK, Facet.PRODUCT));
    assertThat(webshopUk.reads(Facet.PRICE)).isEqualTo(Set.of(Facet.PRICE, Facet.PRODUCT));
  }

  @Test
  void contentIsAskedForOnlyWhereARuleReadsIt() {
    assertThat(shoe.renderWithoutContent(amazonDe, Facet.STOCK))
        .isEqualTo(new RuleResult.NeedsContent(shoe.position()));
    assertThat(shoe.renderWithoutContent(webshopUk, Facet.STOCK))
        .isInstanceOf(RuleResult.Shown.class);
  }
}
