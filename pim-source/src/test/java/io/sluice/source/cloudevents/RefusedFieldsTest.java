package io.sluice.source.cloudevents;

import static io.sluice.source.cloudevents.Decoding.PRICE;
import static io.sluice.source.cloudevents.Decoding.STOCK;
import static io.sluice.source.cloudevents.Decoding.UPDATED;
import static io.sluice.source.cloudevents.Decoding.assertRefused;
import static io.sluice.source.cloudevents.Decoding.event;
import static io.sluice.source.cloudevents.Decoding.structured;
import static io.sluice.source.cloudevents.Decoding.withAttributes;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.source.RefusalCode;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedFieldsTest {
  private static final String REQUIRED =
      "\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"product.stock.changed\"";

  @ParameterizedTest
  @ValueSource(strings = {"specversion", "id", "source", "type"})
  void requiredAttributesAreMissedByName(String name) {
    assertRefused(
        withAttributes(REQUIRED.replace('"' + name + '"', "\"other\"")),
        RefusalCode.CLOUDEVENT_INVALID,
        "/" + name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id          | \"\"                    | cloudevent.invalid",
        "id          | 7                       | cloudevent.invalid",
        "id          | \"a\\nb\"               | cloudevent.invalid",
        "source      | {}                      | cloudevent.invalid",
        "specversion | \"0.3\"                 | cloudevent.invalid",
        "specversion | 1.0                     | cloudevent.invalid",
        "type        | \"product.renamed\"     | type.unknown",
        "type        | \"product.stock.changed.va\" | type.unknown",
        "type        | \"product.stock.changed.v2\" | type.version_unknown",
        "type        | \"product.stock.changed.v11\" | type.version_unknown",
      })
  void requiredAttributesAreChecked(String name, String value, String code) {
    String replaced = REQUIRED.replaceAll("\"" + name + "\":\"[^\"]*\"", "\"" + name + "\":@");

    assertRefused(withAttributes(replaced.replace("@", value)), code(code), "/" + name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time            | \"yesterday\"             | cloudevent.invalid",
        "time            | \"2026-01-31T12:00:00\"   | cloudevent.invalid",
        "time            | \"2026-02-30T12:00:00Z\"  | cloudevent.invalid",
        "time            | 1700000000                | cloudevent.invalid",
        "sequence        | \"-1\"                    | version.invalid",
        "sequence        | -1                        | version.invalid",
        "sequence        | \"\"                      | version.invalid",
        "sequence        | \"1e3\"                   | version.invalid",
        "sequence        | 1.0                       | version.invalid",
        "sequence        | \"9223372036854775808\"   | version.invalid",
        "sequence        | \"00042x\"                | version.invalid",
        "sequence        | \"٤٢\"                    | version.invalid",
        "sequence        | true                      | cloudevent.invalid",
        "sequence        | 1e99999999                | json.number",
        "subject         | \"a\\r\\nb\"              | field.value",
        "subject         | \"\"                      | field.value",
        "datacontenttype | \"application/xml\"       | cloudevent.invalid",
        "data_base64     | \"e30=\"                  | cloudevent.invalid",
      })
  void optionalAttributesAreChecked(String name, String value, String code) {
    assertRefused(withAttributes(REQUIRED + ",\"" + name + "\":" + value), code(code), "/" + name);
  }

  @Test
  void subjectAndDataMustNameOneSku() {
    assertRefused(
        withAttributes(REQUIRED + ",\"subject\":\"B\""), RefusalCode.SKU_MISMATCH, "/subject");
  }

  @Test
  void anEventNeedsASku() {
    assertRefused(event(STOCK, "{\"quantity\":1}"), RefusalCode.FIELD_MISSING, "/data/sku");
  }

  @Test
  void anEventNeedsData() {
    assertRefused(structured("{" + REQUIRED + "}"), RefusalCode.FIELD_MISSING, "/data");
    assertRefused(event(STOCK, "null"), RefusalCode.FIELD_MISSING, "/data");
    assertRefused(event(STOCK, "[]"), RefusalCode.FIELD_TYPE, "/data");
    assertRefused(event(STOCK, "\"{}\""), RefusalCode.FIELD_TYPE, "/data");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\r\\n", "a\\u0000", "\\u0085", "\\ud800", "x\\udc00y", " ", ""})
  void aSkuWithoutPrintableFormIsRefused(String sku) {
    assertRefused(
        event("product.discontinued", "{\"sku\":\"" + sku + "\"}"),
        RefusalCode.FIELD_VALUE,
        "/data/sku");
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 100_000})
  void aLongSkuIsRefusedWithAShortMessage(int length) {
    String data = "{\"sku\":\"" + "x".repeat(length) + "\"}";

    assertRefused(event("product.discontinued", data), RefusalCode.FIELD_VALUE, "/data/sku");
    assertThat(Decoding.refused(event("product.discontinued", data)).message())
        .hasSizeLessThan(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.5                  | field.value",
        "9223372036854775808  | field.value",
        "-9223372036854775809 | field.value",
        "1e19                 | field.value",
        "1e-1                 | field.value",
        "\"7\"                | field.type",
        "true                 | field.type",
        "[7]                  | field.type",
        "NaN                  | json.number",
        "-Infinity            | json.number",
        "1e99999999           | json.number",
        "1E+401               | json.number",
        "null                 | field.missing",
      })
  void aQuantityIsAWholeNumber(String quantity, String code) {
    assertRefused(
        event(STOCK, "{\"sku\":\"A\",\"quantity\":" + quantity + "}"),
        code(code),
        "/data/quantity");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1                       | field.value",
        "\"-0.01\"                | field.value",
        "\"12,50\"                | field.value",
        "\"12.50 EUR\"            | field.value",
        "\" 12\"                  | field.value",
        "\"\"                     | field.value",
        "\".5\"                   | field.value",
        "\"5.\"                   | field.value",
        "\"1e3\"                  | field.value",
        "\"NaN\"                  | field.value",
        "0.0000001                | field.value",
        "1234567890123456789      | field.value",
        "1e18                     | field.value",
        "\"1234567890123.123456\" | field.value",
        "1e99999999               | json.number",
        "1e-99999999              | json.number",
        "NaN                      | json.number",
        "Infinity                 | json.number",
        "{}                       | field.type",
        "false                    | field.type",
      })
  void anAmountIsMoney(String amount, String code) {
    assertRefused(
        event(PRICE, "{\"sku\":\"A\",\"currency\":\"EUR\",\"amount\":" + amount + "}"),
        code(code),
        "/data/amount");
  }

  @Test
  void fourHundredDigitsAreRefusedAsNumberAndAsText() {
    String digits = "9".repeat(400);
    String data = "{\"sku\":\"A\",\"currency\":\"EUR\",\"amount\":%s}";

    assertRefused(event(PRICE, data.formatted(digits)), RefusalCode.JSON_NUMBER, "/data/amount");
    assertRefused(
        event(PRICE, data.formatted('"' + digits + '"')), RefusalCode.FIELD_VALUE, "/data/amount");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e99999999", "1e-99999999", "NaN", "-Infinity"})
  void noNumberBombHidesInFieldsThatNobodyKnows(String number) {
    String data = "{\"sku\":\"A\",\"attributes\":{\"a/b\":[{\"x\":" + number + "}]}}";

    assertRefused(event(UPDATED, data), RefusalCode.JSON_NUMBER, "/data/attributes/a~1b/0/x");
  }

  @Test
  void aNumberBombIsAnsweredAtOnce() {
    Assertions.assertTimeout(
        Duration.ofSeconds(2),
        () -> {
          for (int i = 0; i < 10_000; i++) {
            Decoding.refused(event(PRICE, "{\"sku\":\"A\",\"amount\":1e99999999}"));
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"currency\":\"EUR\"}                             | /data/amount      | field.missing",
        "{\"amount\":1}                                     | /data/currency    | field.missing",
        "{\"amount\":1,\"currency\":\"eur\"}                | /data/currency    | field.value",
        "{\"amount\":1,\"currency\":\"XXX\"}                | /data/currency    | field.value",
        "{\"amount\":1,\"currency\":\"EURO\"}               | /data/currency    | field.value",
        "{\"amount\":null,\"currency\":978}                 | /data/currency    | field.type",
        "{\"amount\":null,\"cost\":\"x\"}                   | /data/cost        | field.value",
        "{\"amount\":null,\"compare_at\":-1}                | /data/compare_at  | field.value",
        "{\"amount\":null,\"valid_from\":\"2026-01-01\"}    | /data/valid_from  | field.value",
        "{\"amount\":null,\"valid_until\":7}                | /data/valid_until | field.type",
        "{\"amount\":null,\"list\":\"\"}                    | /data/list        | field.value",
      })
  void theRestOfAPriceIsChecked(String data, String path, String code) {
    assertRefused(event(PRICE, data.replaceFirst("\\{", "{\"sku\":\"A\",")), code(code), path);
  }

  @Test
  void aPriceEndsAfterItBegins() {
    assertRefused(
        event(
            PRICE,
            """
            {"sku":"A","amount":1,"currency":"EUR","valid_from":"2026-01-01T01:00:00+01:00",
             "valid_until":"2026-01-01T00:00:00Z"}"""),
        RefusalCode.FIELD_VALUE,
        "/data/valid_until");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name        | 7                           | /data/name                  | field.type",
        "description | []                          | /data/description           | field.type",
        "brand       | {}                          | /data/brand                 | field.type",
        "tax_class   | 19                          | /data/tax_class             | field.type",
        "parent      | \"\"                        | /data/parent                | field.value",
        "gtin        | 4006381333931               | /data/gtin                  | field.type",
        "gtin        | \"40063813\\n\"             | /data/gtin                  | field.value",
        "gtin        | \"123\"                     | /data/gtin                  | field.value",
        "categories  | \"shoes\"                   | /data/categories            | field.type",
        "categories  | [\"shoes\",null]            | /data/categories/1          | field.type",
        "variant     | [\"red\"]                   | /data/variant               | field.type",
        "variant     | {\"color\":[\"red\"]}       | /data/variant/color         | field.type",
        "images      | {\"url\":\"u\"}             | /data/images                | field.type",
        "images      | [\"u\"]                     | /data/images/0              | field.type",
        "images      | [{\"role\":\"main\"}]       | /data/images/0/url          | field.missing",
        "images      | [{\"url\":\"u\"},{\"url\":1}] | /data/images/1/url        | field.type",
        "images      | [{\"url\":\"u\",\"position\":-1}] | /data/images/0/position | field.value",
        "components  | [{\"sku\":\"B\"}]           | /data/components/0/quantity | field.missing",
        "components  | [{\"quantity\":1}]          | /data/components/0/sku      | field.missing",
        "components  | [{\"sku\":\"B\",\"quantity\":0}] | /data/components/0/quantity | field.value",
        "components  | [{\"sku\":\"\\t\",\"quantity\":1}] | /data/components/0/sku | field.value",
        "attributes  | []                          | /data/attributes            | field.type",
        "localized   | [\"de\"]                    | /data/localized             | field.type",
        "localized   | {\"de\":\"Schuh\"}          | /data/localized/de          | field.type",
      })
  void theKnownFieldsOfAProductAreChecked(String name, String value, String path, String code) {
    assertRefused(
        event(UPDATED, "{\"sku\":\"A\",\"" + name + "\":" + value + "}"), code(code), path);
  }

  private static RefusalCode code(String text) {
    for (RefusalCode code : RefusalCode.values()) {
      if (code.toString().equals(text)) {
        return code;
      }
    }
    throw new AssertionError("no code " + text);
  }
}
