package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.rules.Assortment;
import io.sluice.gateway.rules.ChannelRules;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What merchants write, as rules. */
class RulesConfigTest {
  static final String TOP =
      """
      version: 1
      time_zone: Europe/Berlin
      catalog:
        warehouses: [BER, HAM, AMS]
        price_lists:
          retail: { currency: EUR, vat: 19% }
          outlet: { currency: EUR, vat: 19% }
        attributes: { color: text, size: text, fba: yes_no, weight_kg: number, tags: texts }
        rates: { EUR_GBP: 0.86 }
      tables:
        categories: { shoes: SHOES, bags: LUGGAGE }
        skus: { SKU-1: AMZ-1 }
      """;

  @TempDir Path directory;

  private ChannelRules rules(String keys) {
    String text =
        TOP
            + "channels:\n  shop:\n    adapter: http\n    url: http://127.0.0.1:9090\n"
            + "    backlog: { keep: latest_per_sku }\n"
            + keys.indent(4);
    ChannelRules rules = new ConfigFiles(directory).channels(text).channel().rules();
    assertThat(rules).isNotNull();
    return rules;
  }

  @Test
  void channelWithoutRulesShowsTheFacts() {
    assertThat(new ConfigFiles(directory).channel().rules()).isNull();
  }

  @Test
  void everyKeyIsRead() {
    ChannelRules rules =
        rules(
            """
            only_if: brand != "NoName" && attr.weight_kg < 30.0
            locale: de_AT
            create: no
            when_excluded: delist
            when_discontinued: leave
            sku: { alias: skus, prefix: "A-", suffix: -Z, otherwise: hold }
            stock:
              only_if: "!attr.fba"
              warehouses: [BER, HAM]
              rules:
                - { when: channel_price > 100.0, keep_back: 1 }
                - { share: 50% }
              keep_back: 2
              share: 80%
              at_most: 50
              out_of_stock_below: 3
            price:
              list: retail
              currency: GBP
              vat: 20%
              sale: { list: outlet, from: 2026-11-27, until: 2026-12-01T08:00, show: crossed_out }
              rules:
                - { when: category == "shoes", markup: 12%, add: 1.50 }
                - { markup: -5.5% }
              at_least: 1
              at_most: 900.00
              round: { up_to: .99 }
              min_margin: { of_net: 8%, fee: 15%, cost_unknown: hold }
            fields:
              type: { from: category, table: categories, otherwise: hold }
              other: { from: attr.color, table: categories, otherwise: { text: none } }
              title: { from: "{brand} {name} {attr.size}", max_length: 80, max_bytes: 200 }
              bullets: [attr.color, { text: "Two years of warranty" }, "{brand}!"]
              images: { from: images, at_most: 8, order: [main, back] }
              available: { value: 'channel_stock > 0 ? "yes" : "no"' }
              tags: attr.tags
            """);

    assertThat(rules.assortment().create()).isFalse();
    assertThat(rules.assortment().whenExcluded()).isEqualTo(Assortment.Then.DELIST);
    assertThat(rules.assortment().whenDiscontinued()).isEqualTo(Assortment.Then.LEAVE);
    assertThat(rules.hasSale()).isTrue();
    assertThat(rules.priceList()).isEqualTo("retail");
  }

  @Test
  void tablesAndRatesComeFromFilesWithAnyOfThreeSeparators() {
    new ConfigFiles(directory)
        .write("skus.csv", "from;to\r\nSKU-1;AMZ-1\r\n\"SKU;2\";\"AMZ \"\"2\"\"\"\r\n")
        .write("rates.csv", "from\tto\nEUR_GBP\t0.86\n");
    String text =
        TOP.replace("{ SKU-1: AMZ-1 }", "skus.csv").replace("{ EUR_GBP: 0.86 }", "rates.csv")
            + """
            channels:
              shop:
                adapter: http
                url: http://127.0.0.1:9090
                backlog: { keep: latest_per_sku }
                sku: { alias: skus }
                price: { list: retail, currency: GBP }
            """;

    assertThat(new ConfigFiles(directory).channels(text).channel().rules()).isNotNull();
  }

  @Test
  void nameThatIsGivenTwiceIsNoted() {
    String text =
        TOP.replace("{ SKU-1: AMZ-1 }", "{ SKU-1: AMZ-1, SKU-2: AMZ-1 }")
            + """
            channels:
              shop:
                adapter: http
                url: http://127.0.0.1:9090
                backlog: { keep: latest_per_sku }
                sku: { alias: skus }
                fields: { type: { from: category, table: categories, otherwise: skip } }
            """;

    assertThat(new ConfigFiles(directory).channels(text).problems())
        .extracting(Problem::message)
        .containsExactly("name 'AMZ-1' is given twice: 'SKU-1' has it, 'SKU-2' is held");
  }

  @Test
  void tableThatNobodyNamesIsNoted() {
    String text =
        TOP
            + """
            channels:
              shop:
                adapter: http
                url: http://127.0.0.1:9090
                backlog: { keep: latest_per_sku }
                sku: { alias: skus }
            """;

    assertThat(new ConfigFiles(directory).channels(text).problems())
        .singleElement()
        .satisfies(note -> assertThat(note.isError()).isFalse())
        .satisfies(note -> assertThat(note.message()).isEqualTo("table 'categories' is not used"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "only_if: 1 > 2; 'only_if' in channels.shop is always no",
        "only_if: brand != \"x\" || true; 'only_if' in channels.shop is always yes",
        "stock: { rules: [{ when: \"false && price > 1\" }] }; is always no"
      },
      quoteCharacter = '`')
  void conditionThatNoFactChangesIsNoted(String rule, String told) {
    String text =
        TOP
            + """
            channels:
              shop:
                adapter: http
                url: http://127.0.0.1:9090
                backlog: { keep: latest_per_sku }
                price: { list: retail }
            """
            + rule.indent(4);

    assertThat(new ConfigFiles(directory).channels(text).problems())
        .noneMatch(Problem::isError)
        .filteredOn(note -> note.message().contains("always"))
        .singleElement()
        .satisfies(note -> assertThat(note.message()).contains(told));
  }

  @Test
  void defaultsHoldForEveryChannelWithRules() {
    String text =
        TOP
            + """
            defaults: { locale: en_GB, create: no, when_excluded: leave }
            channels:
              shop:
                adapter: http
                url: http://127.0.0.1:9090
                backlog: { keep: latest_per_sku }
                only_if: brand != ""
            """;
    ChannelRules rules = new ConfigFiles(directory).channels(text).channel().rules();

    assertThat(rules.assortment().create()).isFalse();
    assertThat(rules.assortment().whenExcluded()).isEqualTo(Assortment.Then.LEAVE);
  }
}
