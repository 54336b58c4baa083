package io.sluice.gateway.config;

import static io.sluice.gateway.config.BrokenFile.channels;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake is reported at its place, with what was probably meant. */
class BrokenRulesTest {
  @ParameterizedTest
  @MethodSource({
    "expressions",
    "assortment",
    "sku",
    "stock",
    "price",
    "fields",
    "declarations",
    "freezes",
    "traps",
    "hostile"
  })
  void isReportedAtItsPlaceWithWhatToDo(BrokenFile broken, @TempDir Path directory) {
    broken.assertReportedIn(directory);
  }

  static List<BrokenFile> expressions() {
    return List.of(
        shop("only_if: »prise > 10", "'only_if' in channels.shop: ", "did you mean 'price'?"),
        shop("only_if: price > 10 && »stok < 5", "stok", "did you mean 'stock'?"),
        shop("only_if: »attr.colour == \"navy\"", "colour", "'attr.color'"),
        shop("only_if: \"»attr.colour == 'x'\"", "colour", "'attr.color'"),
        shop("only_if: 'brand == \"it''s\" && »prise > 1'", "prise", "'price'"),
        shop("only_if: \"brand == \\\"\\u0041\\\" && »prise > 1\"", "prise", "'price'"),
        shop("only_if: |\n  brand == \"a\"\n    && »prise > 1", "prise", "'price'"),
        shop("only_if: >-\n  brand == \"a\"\n  && »prise > 1", "prise", "'price'"),
        shop("only_if: brand == \"a\"\n  && »prise > 1", "prise", "'price'"),
        shop("only_if: »price", "a condition must be yes or no, this is a number", ""),
        shop("only_if: price >»", "it ends too early", ""),
        shop("only_if: brand.matches(»\"(a)\\\\1\")", "the pattern is wrong", ""),
        shop("stock: { rules: [{ when: »channel_stock > 1, share: 5% }] }", "channel_stock", ""),
        shop("fields: { title: \"{brand} {»nmae}\" }", "nmae", "'name'"),
        shop("fields: { title: »nmae }", "nmae", "'name'"),
        shop("fields: { title: { value: »\"prise\" } }".replace("»\"", "\"»"), "prise", "'price'"));
  }

  static List<BrokenFile> assortment() {
    return List.of(
        shop("»only_iff: price > 10", "unknown key 'only_iff' in channels.shop", "'only_if'"),
        shop("only_if: brand != \"\"\ncreate: »maybe", "must be yes or no", ""),
        shop(
            "only_if: brand != \"\"\nwhen_excluded: »out_of_stok",
            "cannot be 'out_of_stok'",
            "did you mean 'out_of_stock'?"),
        shop(
            "only_if: brand != \"\"\nwhen_discontinued: »remove",
            "cannot be 'remove'",
            "allowed: out_of_stock, delist, leave"));
  }

  static List<BrokenFile> sku() {
    return List.of(
        shop("sku: { alias: »skuz }", "there is no table 'skuz'", "did you mean 'skus'?"),
        shop("sku: { »prefx: A }", "unknown key 'prefx' in channels.shop.sku", "'prefix'"),
        shop("sku: { otherwise: »keep, alias: skus }", "cannot be 'keep'", "same, hold, skip"),
        shop("sku: { otherwise: »hold }", "needs an alias table", ""),
        shop("sku: { alias: »{ A: \"\" } }", "'alias' in channels.shop.sku must not be empty", ""),
        shop("sku: »UK-", "must be a map of keys", ""));
  }

  static List<BrokenFile> stock() {
    return List.of(
        shop(
            "stock: { »keep_bak: 2 }",
            "unknown key 'keep_bak' in channels.shop.stock",
            "did you mean 'keep_back'?"),
        shop("stock: { keep_back: »-1 }", "must be 0 or more", ""),
        shop("stock: { keep_back: »2.5 }", "must be a whole number, got '2.5'", ""),
        shop("stock: { share: »120% }", "must be from 0% to 100%", ""),
        shop("stock: { share: »80 }", "must be a percentage such as 19%, got '80'", "80%"),
        shop("stock: { share: »0.8 }", "must be a percentage", "80%"),
        shop("stock: { at_most: »many }", "must be a whole number", ""),
        shop("stock: { out_of_stock_below: »-3 }", "must be 0 or more", ""),
        shop("stock: { warehouses: [BER, »HAMM] }", "no warehouse 'HAMM'", "'HAM'"),
        shop("stock: { warehouses: »BER }", "must be a list", ""),
        shop("stock: { warehouses: »[] }", "needs at least one warehouse", "all"),
        shop("stock: { rules: »{ share: 5% } }", "must be a list", ""),
        shop("stock: { rules: [»5%] }", "must be a map", ""),
        shop(
            "stock: { rules: [{ share: 5% }, »{ when: price > 1, share: 6% }] }",
            "can never match", "put the rule without 'when' last"),
        shop(
            "stock: { rules: [{ when: price > 1, share: 5% }, »{ when: price > 1, share: 6% }] }",
            "can never match, an earlier one asks the same", "take one of them out"),
        shop("stock: { rules: [{ »whn: price > 1 }] }", "unknown key 'whn'", "'when'"),
        shop("stock: { only_if: »attr.size }", "must be yes or no", ""));
  }

  static List<BrokenFile> price() {
    return List.of(
        shop("»price: { markup: 5% }", "'list' is missing in channels.shop.price", ""),
        shop("price: { list: »retial }", "there is no list 'retial'", "did you mean 'retail'?"),
        shop("price: { list: retail, currency: »GPB }", "no rate EUR_GPB", "rates"),
        shop("price: { list: retail, currency: »USD }", "no rate EUR_USD", "USD for one EUR"),
        shop("price: { list: retail, vat: »20 }", "must be a percentage", "20%"),
        shop("price: { list: retail, vat: »120% }", "must be from 0% to 100%", ""),
        shop("price: { list: retail, markup: »-100% }", "must be more than -100%", ""),
        shop("price: { list: retail, »mark_up: 5% }", "unknown key 'mark_up'", "'markup'"),
        shop("price: { list: retail, add: »\"1,50\" }", "must be an amount", "1.50"),
        shop("price: { list: retail, add: »1.50 EUR }", "must be an amount", ""),
        shop("price: { list: retail, at_least: »9.999 }", "more digits", ""),
        shop("price: { list: retail, at_most: »-1 }", "must be 0 or more", ""),
        shop(
            "price: { list: retail, at_least: »9.00, at_most: 5.00 }",
            "must not be above at_most (5.00), got 9.00",
            ""),
        shop("price: { list: retail, round: »up }", "must be a map of keys", ""),
        shop("price: { list: retail, round: { »upto: .99 } }", "unknown key 'upto'", "'up_to'"),
        shop(
            "price: { list: retail, round: { up_to: .99, »step: 0.05 } }",
            "only one of up_to, down_to, nearest_to and step",
            ""),
        shop("price: { list: retail, round: { step: »0 } }", "must be more than 0", ""),
        shop("price: { list: retail, round: { up_to: »99% } }", "must be an amount", ""),
        shop("price: { list: retail, »min_margin: { fee: 5% } }", "'of_net' is missing", "8%"),
        shop(
            "price: { list: retail, min_margin: »{ of_net: 60%, fee: 50% } }",
            "can be reached by no price", ""),
        shop(
            "price: { list: retail, min_margin: { of_net: 8%, cost_unknown: »ignore } }",
            "cannot be 'ignore'", "send, hold"),
        shop("price: { list: retail, sale: { list: »outlt } }", "no list 'outlt'", "'outlet'"),
        shop(
            "price: { list: retail, sale: { list: outlet, from: »27.11.2026 } }",
            "must be a date such as 2026-11-27",
            ""),
        shop(
            "price: { list: retail, sale: { list: outlet, from: 2026-12-01, until: »2026-11-27 } }",
            "must lie after from",
            ""),
        shop(
            "price: { list: retail, sale: { list: outlet, show: »both } }",
            "cannot be 'both'",
            "replace, crossed_out"));
  }

  static List<BrokenFile> fields() {
    return List.of(
        shop("»fields: {}", "must not be empty", ""),
        shop(
            "fields: { type: { from: category, table: »categorys, otherwise: hold } }",
            "there is no table 'categorys'",
            "did you mean 'categories'?"),
        shop(
            "fields: { »type: { from: category, table: categories } }",
            "'otherwise' is missing in channels.shop.fields.type",
            "hold, same, skip"),
        shop(
            "fields: { type: { from: category, table: categories, otherwise: »drop } }",
            "cannot be 'drop'",
            "hold, same, skip"),
        shop(
            "fields: { type: { from: category, »otherwise: hold } }",
            "says what becomes of a value that is not in a table",
            "table"),
        shop("fields: { »type: { max_length: 5 } }", "needs one of from, text and value", "from"),
        shop("fields: { »type: { text: a, from: name } }", "needs one of from, text", ""),
        shop("fields: { type: { from: name, »max_lenght: 5 } }", "unknown key", "'max_length'"),
        shop("fields: { type: { from: name, max_length: »0 } }", "must be more than 0", ""),
        shop("fields: { images: { from: name, order: »[main] } }", "is for from: images", ""),
        shop("fields: { bullets: »[] }", "needs at least one element", ""),
        shop("fields: { title: \"»{brand\" }", "is never closed", "{{"),
        bol("fields: { »titel: name }", "has no field 'titel'", "did you mean 'title'?"),
        bol("fields: { title: name, »cut: name }", "'cut' in channels.shop.fields", "description"));
  }

  static List<BrokenFile> declarations() {
    return List.of(
        top("time_zone: Europe/Berlin", "time_zone: »Europe/Berlim", "must be a time zone", ""),
        top("color: text", "color: »txt", "cannot be 'txt'", "did you mean 'text'?"),
        top("color: text", "co-lor: »text", "must have letters, digits and _ only", ""),
        top("currency: EUR, vat: 19% }\n    outlet", "currency: »EURO }\n    outlet", "EUR", ""),
        top("EUR_GBP: 0.86", "»EUR_GBP: -1", "must be more than 0", ""),
        top("EUR_GBP: 0.86", "»eurgbp: 0.86", "must be named like EUR_GBP", ""),
        top("SKU-1: AMZ-1 }", "SKU-1: »[a] }", "must be a single value", ""),
        top("{ SKU-1: AMZ-1 }", "»skus.csv", "there is no file", "CSV"),
        top("warehouses: [BER, HAM, AMS]", "»warehouse: [BER]", "unknown key", "'warehouses'"),
        channels(
            "a date without a time zone",
            RulesConfigTest.TOP.replace("time_zone: Europe/Berlin\n", "")
                + shopOf("price: { list: retail, sale: { list: outlet, from: »2026-11-27 } }"),
            "is a date, and nobody said where",
            "time_zone"),
        channels(
            "no catalog",
            "version: 1\n" + shopOf("price: { list: »retail }"),
            "there is no list 'retail'",
            "declare it: catalog"),
        channels(
            "rules of a stream",
            (RulesConfigTest.TOP + shopOf("only_if: price > 1"))
                .replace("latest_per_sku", "»every_change")
                .replace("only_if: price > 1", "only_if: brand != \"\""),
            "must be latest_per_sku where there are rules",
            ""));
  }

  static List<BrokenFile> freezes() {
    String dates = "from: 2126-11-26T18:00, until: 2126-12-01T08:00";
    return List.of(
        freeze(
            "name: a, hold: [price], from: 2126-12-01, until: »2126-12-01",
            "'until' in freezes must lie after from (2126-12-01T00:00), got 2126-12-01T00:00",
            ""),
        freeze("name: a, hold: [price], from: »tomorrow, until: 2126-12-01", "must be a date", ""),
        freeze("name: a, hold: [»prise], " + dates, "cannot be 'prise'", "did you mean 'price'?"),
        freeze("name: a, hold: »[], " + dates, "'hold' in freezes needs at least one facet", ""),
        freeze("name: a, hold: »price, " + dates, "must be a list", ""),
        freeze("name: »\" \", hold: [price], " + dates, "'name' in freezes must not be empty", ""),
        freeze("name: a, »unitl: 1, hold: [price], " + dates, "unknown key 'unitl'", "'until'"),
        freeze(
            "name: a, hold: [price], channels: [»shp], " + dates,
            "'channels' in freezes: there is no channel 'shp' with rules",
            "did you mean 'shop'?"),
        freeze(
            "name: a, hold: [price], channels: »[], " + dates, "must not be empty", "leave it out"),
        channels(
            "a freeze that is a word",
            RulesConfigTest.TOP + "freezes: [»soon]\n" + shopOf("stock: { keep_back: 1 }"),
            "'freezes' must be a map such as { name: ..., hold: [product], ... }",
            ""),
        channels(
            "a freeze without its end",
            RulesConfigTest.TOP
                + "freezes:\n  - »{ name: a, hold: [price], from: 2126-12-01 }\n"
                + shopOf("stock: { keep_back: 1 }"),
            "'until' is missing in freezes",
            "such as until:"),
        channels(
            "a channel without rules",
            RulesConfigTest.TOP
                + "freezes: [{ name: a, hold: [price], channels: [»shop], "
                + dates
                + " }]\n"
                + shopOf(""),
            "there is no channel 'shop' with rules",
            "no channel has rules yet"));
  }

  /** What YAML makes of honest mistakes. */
  static List<BrokenFile> traps() {
    return List.of(
        shop("only_if: »!attr.fba", "read as a YAML tag", "put the whole value in quotes"),
        shop("fields: { title: »{brand} }", "begins with { is read as a map", "in quotes"),
        shop("fields:\n  title: {brand} »{name}", "begins with { is read as a map", "in quotes"),
        shop("only_if: name == »\"a: b\"".replace("»\"", "\"").replace(": b", "»: b"), "", ""));
  }

  static List<BrokenFile> hostile() {
    return List.of(
        shop("only_if: »" + "(".repeat(40) + "price > 1.0" + ")".repeat(40), "", ""),
        shop("only_if: »" + "price > 1.0 && ".repeat(200) + "true", "", ""),
        shop("price: { list: retail, add: »" + "9".repeat(400) + " }", "must be an amount", ""));
  }

  @Test
  void severalMistakesAreReportedTogether(@TempDir Path directory) {
    String text =
        RulesConfigTest.TOP.replace("color: text", "color: txt")
            + shopOf(
                """
                only_if: prise > 10
                stock: { keep_bak: 2, share: 120% }
                price: { list: retial, markup: 5 }
                fields: { title: "{nmae}" }""");

    assertThat(new ConfigFiles(directory).channels(text).problems())
        .filteredOn(Problem::isError)
        .extracting(Problem::message)
        .hasSize(7)
        .allSatisfy(message -> assertThat(message).doesNotContain("Exception"));
  }

  private static BrokenFile top(String from, String to, String message, String hint) {
    String text = RulesConfigTest.TOP.replace(from, to) + shopOf("only_if: brand != \"\"");
    return channels(to, text, message, hint);
  }

  private static BrokenFile shop(String keys, String message, String hint) {
    return channels(keys, RulesConfigTest.TOP + shopOf(keys), message, hint);
  }

  private static BrokenFile freeze(String keys, String message, String hint) {
    String text =
        RulesConfigTest.TOP + "freezes: [{ " + keys + " }]\n" + shopOf("stock: { keep_back: 1 }");
    return channels(keys, text, message, hint);
  }

  /** Of an adapter whose listings have a title and a description. */
  private static BrokenFile bol(String keys, String message, String hint) {
    String text = RulesConfigTest.TOP + shopOf(keys).replace("adapter: http", "adapter: bol");
    return channels(keys, text, message, hint);
  }

  private static String shopOf(String keys) {
    return "channels:\n  shop:\n    adapter: http\n    url: http://127.0.0.1:9090\n"
        + "    backlog: { keep: latest_per_sku }\n"
        + keys.indent(4);
  }
}
