package io.sluice.gateway.rules;

import io.sluice.gateway.expression.Expression;
import io.sluice.gateway.expression.FactType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds the rules of a channel, as a configuration would. */
public final class Rules {
  public static final Vocabulary VOCABULARY =
      new Vocabulary(
          Map.of(
              "color", FactType.TEXT,
              "size", FactType.TEXT,
              "material", FactType.TEXT,
              "fba", FactType.YES_NO,
              "weight_kg", FactType.NUMBER,
              "seasonal", FactType.YES_NO,
              "tags", FactType.TEXTS));
  public static final PriceList RETAIL = new PriceList("retail", "EUR", Percent.of("19"));
  static final PriceList OUTLET = new PriceList("outlet", "EUR", Percent.of("19"));

  private Locales locales = Locales.NONE;
  private Assortment assortment = Assortment.ALL;
  private SkuRule sku = SkuRule.SAME;
  private StockRules stock = StockRules.ALL;
  private @Nullable PriceRules price;
  private final Map<String, FieldRule> fields = new LinkedHashMap<>();
  private Freezes freezes = Freezes.NONE;

  public static Expression when(String source) {
    return VOCABULARY.beforeRules().condition(source);
  }

  public static BigDecimal money(String amount) {
    return new BigDecimal(amount);
  }

  public Rules locale(String locale) {
    locales = Locales.of(locale);
    return this;
  }

  public Rules assortment(Assortment changed) {
    assortment = changed;
    return this;
  }

  public Rules onlyIf(String source) {
    return assortment(assortment.withOnlyIf(when(source)));
  }

  public Rules sku(SkuRule changed) {
    sku = changed;
    return this;
  }

  public Rules stock(StockRules changed) {
    stock = changed;
    return this;
  }

  public Rules stock(StockSteps steps) {
    return stock(new StockRules(null, Set.of(), List.of(), steps));
  }

  public Rules price(PriceRules changed) {
    price = changed;
    return this;
  }

  public Rules price(PriceSteps steps) {
    return price(new PriceRules(PriceSource.of(RETAIL), null, List.of(), steps));
  }

  public Rules field(String name, FieldRule rule) {
    fields.put(name, rule);
    return this;
  }

  public Rules field(String name, String template) {
    return field(name, new FieldRule.OfTemplate(VOCABULARY.forFields().template(template)));
  }

  public Rules value(String name, String source) {
    return field(name, new FieldRule.OfExpression(VOCABULARY.forFields().value(source)));
  }

  public Rules freeze(Freeze... all) {
    freezes = new Freezes(List.of(all));
    return this;
  }

  public ChannelRules build() {
    return new ChannelRules(
        VOCABULARY,
        locales,
        assortment,
        sku,
        stock,
        price,
        fields.isEmpty() ? null : new FieldRules(fields, Set.of()),
        freezes);
  }

  /** As {@code amazon_de} in the example of the configuration. */
  static ChannelRules amazonDe() {
    PriceSteps steps =
        PriceSteps.NONE
            .withRound(Rounding.upTo(money(".99")))
            .withMinMargin(
                new MinMargin(Percent.of("8"), Percent.of("15"), MinMargin.CostUnknown.SEND));
    Rule<PriceSteps> shoes =
        new Rule<>(
            when("category == \"shoes\""),
            PriceSteps.NONE.withMarkup(Percent.of("12")).withAdd(money("1.50")));
    Rule<PriceSteps> others = new Rule<>(null, PriceSteps.NONE.withMarkup(Percent.of("15")));
    return new Rules()
        .onlyIf("brand != \"NoName\" && gtin != \"\" && price >= 10")
        .locale("de_DE")
        .sku(
            new SkuRule(
                Map.of("SKU-0123", "AMZ-0123", "SKU-0456", "AMZ-0456"),
                "",
                "",
                SkuRule.Otherwise.SAME))
        .stock(
            new StockRules(
                VOCABULARY.forStock().condition("!attr.fba"),
                Set.of("BER", "HAM"),
                List.of(),
                new StockSteps(2L, Percent.of("80"), 50L, 3L)))
        .price(new PriceRules(PriceSource.of(RETAIL), null, List.of(shoes, others), steps))
        .field(
            "product_type",
            new FieldRule.Mapped(
                new FieldRule.OfFact("category"),
                "amazon_categories",
                Map.of("shoes", "SHOES", "bags", "LUGGAGE"),
                new FieldRule.Mapped.Otherwise.Hold()))
        .field("item_name", "{brand} {name} {attr.size}")
        .field(
            "bullet_point",
            new FieldRule.ListOf(
                List.of(
                    new FieldRule.OfFact("attr.material"),
                    new FieldRule.Text("Two years of warranty"))))
        .field("images", new FieldRule.Limited(new FieldRule.Images(List.of()), null, null, 8))
        .build();
  }

  /** As {@code webshop_uk} in the example of the configuration. */
  static ChannelRules webshopUk() {
    BigDecimal rate = money("0.86");
    Sale sale =
        new Sale(
            new PriceSource(OUTLET, Percent.of("20"), "GBP", rate),
            Instant.parse("2026-11-26T23:00:00Z"),
            Instant.parse("2026-11-30T23:00:00Z"),
            Sale.Show.CROSSED_OUT);
    return new Rules()
        .sku(new SkuRule(Map.of(), "UK-", "", SkuRule.Otherwise.SAME))
        .stock(StockSteps.NONE.withShare(Percent.of("50")))
        .price(
            new PriceRules(
                new PriceSource(RETAIL, Percent.of("20"), "GBP", rate),
                sale,
                List.of(),
                PriceSteps.NONE))
        .build();
  }
}
