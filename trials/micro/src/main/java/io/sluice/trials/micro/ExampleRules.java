package io.sluice.trials.micro;

import io.sluice.gateway.expression.Expressions;
import io.sluice.gateway.expression.FactType;
import io.sluice.gateway.rules.Assortment;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.FieldRule;
import io.sluice.gateway.rules.FieldRules;
import io.sluice.gateway.rules.Freezes;
import io.sluice.gateway.rules.Locales;
import io.sluice.gateway.rules.MinMargin;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.rules.PriceList;
import io.sluice.gateway.rules.PriceRules;
import io.sluice.gateway.rules.PriceSource;
import io.sluice.gateway.rules.PriceSteps;
import io.sluice.gateway.rules.Rounding;
import io.sluice.gateway.rules.Rule;
import io.sluice.gateway.rules.SkuRule;
import io.sluice.gateway.rules.StockRules;
import io.sluice.gateway.rules.StockSteps;
import io.sluice.gateway.rules.Vocabulary;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code amazon_de} of the configuration's example. */
final class ExampleRules {
  static final Vocabulary VOCABULARY =
      new Vocabulary(
          Map.of(
              "color", FactType.TEXT,
              "size", FactType.TEXT,
              "material", FactType.TEXT,
              "fba", FactType.YES_NO,
              "weight_kg", FactType.NUMBER,
              "seasonal", FactType.YES_NO));

  private ExampleRules() {}

  static ChannelRules amazonDe() {
    return new ChannelRules(
        VOCABULARY,
        Locales.of("de_DE"),
        Assortment.ALL.withOnlyIf(
            VOCABULARY
                .beforeRules()
                .condition("brand != \"NoName\" && gtin != \"\" && price >= 10")),
        new SkuRule(Map.of("SKU-0123", "AMZ-0123"), "", "", SkuRule.Otherwise.SAME),
        stock(),
        price(),
        fields(),
        Freezes.NONE);
  }

  private static StockRules stock() {
    return new StockRules(
        VOCABULARY.forStock().condition("!attr.fba"),
        Set.of("BER", "HAM"),
        List.of(),
        new StockSteps(2L, Percent.of("80"), 50L, 3L));
  }

  private static PriceRules price() {
    PriceList retail = new PriceList("retail", "EUR", Percent.of("19"));
    PriceSteps shoes = PriceSteps.NONE.withMarkup(Percent.of("12")).withAdd(new BigDecimal("1.50"));
    PriceSteps others = PriceSteps.NONE.withMarkup(Percent.of("15"));
    MinMargin margin = new MinMargin(Percent.of("8"), Percent.of("15"), MinMargin.CostUnknown.SEND);
    return new PriceRules(
        PriceSource.of(retail),
        null,
        List.of(
            new Rule<>(VOCABULARY.beforeRules().condition("category == \"shoes\""), shoes),
            new Rule<>(null, others)),
        PriceSteps.NONE.withRound(Rounding.upTo(new BigDecimal(".99"))).withMinMargin(margin));
  }

  private static FieldRules fields() {
    Expressions facts = VOCABULARY.forFields();
    Map<String, FieldRule> fields = new LinkedHashMap<>();
    fields.put(
        "product_type",
        new FieldRule.Mapped(
            new FieldRule.OfFact("category"),
            "amazon_categories",
            Map.of("shoes", "SHOES", "bags", "LUGGAGE"),
            new FieldRule.Mapped.Otherwise.Hold()));
    fields.put("item_name", new FieldRule.OfTemplate(facts.template("{brand} {name} {attr.size}")));
    fields.put(
        "bullet_point",
        new FieldRule.ListOf(
            List.of(
                new FieldRule.OfFact("attr.material"),
                new FieldRule.Text("Two years of warranty"))));
    fields.put("images", new FieldRule.Limited(new FieldRule.Images(List.of()), null, null, 8));
    return new FieldRules(fields, Set.of());
  }
}
