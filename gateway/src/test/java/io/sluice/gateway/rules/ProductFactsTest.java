package io.sluice.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.expression.FactType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which members of product data are which facts. */
class ProductFactsTest {
  private static ProductFacts read(String json) {
    return Rules.VOCABULARY.product(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> attributes(String json) {
    return read(json).main().attributes();
  }

  @Test
  void attributesComeFromThreePlacesTheStrongestFirst() {
    assertThat(
            attributes(
                """
                {"attributes": {"color": "navy"}, "variant": {"color": "x", "size": 42},
                 "color": "y", "size": "z", "material": "mesh", "other": "passed over"}"""))
        .isEqualTo(Map.of("color", "navy", "size", "42", "material", "mesh"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"color\": 12.50} | color | 12.50",
        "{\"color\": [\"a\", \"b\", null]} | color | a, b",
        "{\"fba\": true} | fba | true",
        "{\"fba\": \"Yes\"} | fba | true",
        "{\"fba\": 0} | fba | false",
        "{\"weight_kg\": \"2.5\"} | weight_kg | 2.5",
        "{\"tags\": \"one\"} | tags | [one]"
      })
  void attributesAreReadAsDeclared(String attributes, String name, String expected) {
    assertThat(attributes("{\"attributes\": " + attributes + "}").get(name)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"weight_kg\": 1e99999999} | attribute weight_kg is '1e99999999', declared is number",
        "{\"weight_kg\": {\"kg\": 1}} | attribute weight_kg is an object, declared is number",
        "{\"fba\": \"maybe\"} | attribute fba is 'maybe', declared is yes or no"
      })
  void whatIsOfNoUseSaysSo(String attributes, String why) {
    assertThat(attributes("{\"attributes\": " + attributes + "}").values())
        .extracting(Object::toString)
        .containsExactly("Unreadable[why=" + why + "]");
  }

  @Test
  void nullAndEmptyAreTheSameAsAbsent() {
    ProductFacts facts =
        read(
            """
            {"name": null, "brand": " ", "categories": [], "images": null, "components": null,
             "variant": null, "localized": null,
             "attributes": {"color": null, "size": "", "tags": [], "fba": null}}""");

    assertThat(facts.main()).isEqualTo(Snapshot.EMPTY);
  }

  @Test
  void membersOfAnotherKindAreIgnoredAndWhatFollowsIsRead() {
    ProductFacts facts =
        read(
            """
            {"name": ["x"], "categories": "shoes", "images": {"url": "x"}, "components": [7, "x"],
             "attributes": ["x"], "variant": "x", "localized": {"de": 7, "fr": {"name": "F"}},
             "gtin": "4006381333931"}""");

    assertThat(facts.main().gtin()).isEqualTo("4006381333931");
    assertThat(facts.main().name()).isNull();
    assertThat(facts.in("fr").name()).isEqualTo("F");
    assertThat(facts.main().images()).isNull();
  }

  @Test
  void attributesThatNoRuleCouldNameAreRefused() {
    assertThatThrownBy(() -> new Vocabulary(Map.of("weight-kg", FactType.NUMBER)))
        .hasMessage("weight-kg must have letters, digits and _ only, or no rule can name it");
    assertThatThrownBy(() -> new Vocabulary(Map.of("in", FactType.TEXT)))
        .hasMessageStartingWith("in must have letters");
    assertThat(new Vocabulary(Map.of("package", FactType.TEXTS)).forFields().fact("attr.package"))
        .isEqualTo(FactType.TEXTS);
  }

  @Test
  void localesFallBackStepByStep() {
    assertThat(Locales.of("zh-Hans_CN").chain()).isEqualTo(List.of("zh_hans_cn", "zh_hans", "zh"));
  }
}
