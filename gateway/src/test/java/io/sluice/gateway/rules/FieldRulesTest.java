package io.sluice.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.expression.InvalidExpressionException;
import io.sluice.gateway.rules.FieldRule.Mapped.Otherwise;
import io.sluice.source.Facet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldRulesTest {
  private static final String PRODUCT =
      """
      {"name": "Runner", "brand": "Acme", "categories": ["shoes", "sale"],
       "images": [{"url": "https://i.example/b.jpg", "position": 2},
                  {"url": "https://i.example/swatch.jpg", "role": "swatch", "position": 1},
                  {"url": "https://i.example/a.jpg", "role": "main", "position": 3}],
       "attributes": {"size": "42", "weight_kg": 0.50, "tags": ["light", "fast"]},
       "localized": {"de": {"name": "Läufer", "attributes": {"color": "blau"}},
                     "de-AT": {"name": "Renner"}}}""";

  private final SaidFacts facts = new SaidFacts(Rules.VOCABULARY).product(PRODUCT);

  private @Nullable Object shown(FieldRule rule) {
    return facts.shownFields(new Rules().field("f", rule).build()).get("f");
  }

  private @Nullable Object shown(String template) {
    return facts.shownFields(new Rules().field("f", template).build()).get("f");
  }

  private static FieldRule fact(String name) {
    return new FieldRule.OfFact(name);
  }

  @Test
  void emptyFactsLeaveNoGapInATemplate() {
    assertThat(shown("{brand} {name} {attr.size}")).isEqualTo("Acme Runner 42");
    assertThat(shown("{brand} {attr.color} {name}")).isEqualTo("Acme Runner");
    assertThat(shown("{attr.color} {name} {attr.material}")).isEqualTo("Runner");
    assertThat(shown("{{{brand}}} weighs {attr.weight_kg} kg")).isEqualTo("{Acme} weighs 0.50 kg");
    assertThat(shown("{attr.tags}; seasonal: {attr.seasonal}"))
        .isEqualTo("light, fast; seasonal: no");
  }

  @Test
  void templateOfEmptyFactsOnlyIsLeftOut() {
    assertThat(shown("{attr.color} / {attr.material}")).isNull();
  }

  @Test
  void factsKeepTheirKind() {
    assertThat(shown(fact("attr.weight_kg"))).isEqualTo(Rules.money("0.50"));
    assertThat(shown(fact("attr.seasonal"))).isEqualTo(false);
    assertThat(shown(fact("categories"))).isEqualTo(List.of("shoes", "sale"));
    assertThat(shown(fact("attr.color"))).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "de_AT, Acme Renner blau",
    "de-at, Acme Renner blau",
    "de_DE, Acme Läufer blau",
    "de, Acme Läufer blau",
    "fr_FR, Acme Runner"
  })
  void textsComeFromTheClosestLocaleThatHasThem(String locale, String expected) {
    ChannelRules rules =
        new Rules().locale(locale).field("f", "{brand} {name} {attr.color}").build();

    assertThat(facts.shownFields(rules)).isEqualTo(Map.of("f", expected));
  }

  @Test
  void imagesComeByRoleAndThenByPosition() {
    FieldRule ordered = new FieldRule.Images(List.of("main"));

    assertThat(shown(new FieldRule.Limited(ordered, null, null, 2)))
        .isEqualTo(List.of("https://i.example/a.jpg", "https://i.example/swatch.jpg"));
    assertThat(shown(new FieldRule.Images(List.of())))
        .isEqualTo(
            List.of(
                "https://i.example/swatch.jpg",
                "https://i.example/b.jpg",
                "https://i.example/a.jpg"));
  }

  private static FieldRule mapped(String fact, Otherwise otherwise) {
    return new FieldRule.Mapped(fact(fact), "types", Map.of("shoes", "SHOES"), otherwise);
  }

  @Test
  void tableSaysWhatAValueWithoutARowBecomes() {
    assertThat(shown(mapped("category", new Otherwise.Hold()))).isEqualTo("SHOES");
    assertThat(shown(mapped("brand", new Otherwise.Same()))).isEqualTo("Acme");
    assertThat(shown(mapped("brand", new Otherwise.Skip()))).isNull();
    assertThat(shown(mapped("brand", new Otherwise.Text("OTHER")))).isEqualTo("OTHER");
    assertThat(shown(mapped("categories", new Otherwise.Skip()))).isEqualTo(List.of("SHOES"));
    assertThat(shown(mapped("attr.color", new Otherwise.Hold()))).isNull();
    ChannelRules hold = new Rules().field("type", mapped("brand", new Otherwise.Hold())).build();
    assertThat(facts.render(hold, Facet.PRODUCT))
        .isEqualTo(
            new RuleResult.Held(
                HoldReason.MAPPING, "fields.type: 'Acme' is not in table types", Long.MAX_VALUE));
  }

  @Test
  void expressionsSeeWhatTheRulesCameTo() {
    ChannelRules rules =
        new Rules()
            .price(PriceSteps.NONE.withMarkup(Percent.of("10")))
            .stock(StockSteps.NONE.withAtMost(5))
            .value("note", "channel_stock > 4 ? 'many' : 'few'")
            .field("was", "{price} now {channel_price}")
            .build();
    facts.price("retail", "17.00").stock("BER", 30);

    assertThat(facts.shownFields(rules))
        .isEqualTo(Map.of("note", "many", "was", "17.00 now 18.70"));
    assertThat(rules.reads(Facet.PRODUCT))
        .containsExactlyInAnyOrder(Facet.PRODUCT, Facet.PRICE, Facet.STOCK);
  }

  @ParameterizedTest
  @CsvSource({
    "Acme Runner for men, 15, , Acme Runner for",
    "Acme Runner for men, 14, , Acme Runner",
    "Acme Runner, 11, , Acme Runner",
    "Rucksackverschluss, 8, , Rucksack",
    "Läufer für alle, , 9, Läufer",
    "aé, , 2, a",
    "a😀b, 2, , a😀",
    "a😀b, , 4, a"
  })
  void textsAreCutToWholeWordsAndNeverWithinACharacter(
      String text, @Nullable Integer length, @Nullable Integer bytes, String expected) {
    assertThat(FieldTexts.cut(text, length, bytes)).isEqualTo(expected);
  }

  @Test
  void combinedCharactersStayWhole() {
    assertThat(FieldTexts.cut("ae\u0301o", 2, null)).isEqualTo("a");
  }

  @Test
  void unknownFieldsAndFactsAreRefusedWithWhatWasMeant() {
    assertThatThrownBy(
            () ->
                new FieldRules(
                    Map.of("item_nam", fact("name")), Set.of("item_name", "bullet_point")))
        .hasMessage(
            "item_nam is no field of this channel; did you mean 'item_name'? "
                + "(allowed: bullet_point, item_name)");
    assertThatThrownBy(() -> Rules.VOCABULARY.forFields().template("{brand} {nam} {attr.colr}"))
        .isInstanceOf(InvalidExpressionException.class)
        .hasMessage(
            "1:10: there is no fact 'nam' - did you mean 'name'?; "
                + "1:16: there is no fact 'attr.colr' - did you mean 'attr.color'?");
    assertThatThrownBy(() -> Rules.VOCABULARY.forFields().template("{brand"))
        .hasMessage("1:1: '{' is never closed - write {{ for a brace");
    assertThatThrownBy(() -> Rules.VOCABULARY.forFields().template("brand}"))
        .hasMessage("1:6: '}' closes nothing - write }} for a brace");
  }

  @Test
  void contentWithoutFieldRulesGoesOutAsItCame() {
    ChannelRules rules = new Rules().build();

    assertThat(facts.shown(rules, Facet.PRODUCT).value()).isEqualTo(new ChannelValue.AsReceived());
    assertThat(facts.renderWithoutContent(rules, Facet.PRODUCT))
        .isInstanceOf(RuleResult.Shown.class);
  }
}
