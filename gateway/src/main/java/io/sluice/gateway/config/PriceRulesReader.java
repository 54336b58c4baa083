package io.sluice.gateway.config;

import io.sluice.gateway.rules.MinMargin;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.rules.PriceList;
import io.sluice.gateway.rules.PriceRules;
import io.sluice.gateway.rules.PriceSource;
import io.sluice.gateway.rules.PriceSteps;
import io.sluice.gateway.rules.Rounding;
import io.sluice.gateway.rules.Rule;
import io.sluice.gateway.rules.Sale;
import io.sluice.gateway.validation.Suggestions;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@code price} of a channel. */
final class PriceRulesReader {
  private static final Map<String, Function<BigDecimal, Rounding>> ROUNDINGS =
      Map.of(
          "up_to", Rounding::upTo,
          "down_to", Rounding::downTo,
          "nearest_to", Rounding::nearestTo,
          "step", Rounding::step);

  private final Section section;
  private final Problems problems;
  private final Declarations declared;
  private final ExpressionReader expressions;

  PriceRulesReader(Section section, Declarations declared) {
    this.section = section.expect(Shape.PRICE);
    this.problems = section.reading().problems();
    this.declared = declared;
    this.expressions = new ExpressionReader(section.reading(), declared.vocabulary().beforeRules());
  }

  /** Empty where something is wrong, which was reported. */
  Optional<PriceRules> read() {
    long before = problems.count();
    section.require("list", "one of catalog.price_lists");
    Optional<PriceSource> source = section.find("list").flatMap(entry -> source(entry, section));
    Optional<Sale> sale = sale(section.section("sale").expect(Shape.SALE));
    PriceSteps steps = steps(section);
    List<Rule<PriceSteps>> rules =
        new RuleListReader<>(section, Shape.PRICE_RULE, expressions, this::steps).read();
    if (source.isEmpty() || problems.count() > before) {
      return Optional.empty();
    }
    return section.build(() -> new PriceRules(source.get(), sale.orElse(null), rules, steps));
  }

  /**
   * The list as this channel uses it.
   *
   * @param holder where what is wrong with VAT and currency is told
   */
  private Optional<PriceSource> source(Entry entry, Section holder) {
    Optional<PriceList> list = list(entry);
    if (list.isEmpty()) {
      return Optional.empty();
    }
    Percent vat = section.value("vat", Scalars::percent).orElse(null);
    String currency = section.value("currency", Scalars::literal).orElse(list.get().currency());
    return rate(list.get().currency(), currency)
        .flatMap(rate -> holder.build(() -> new PriceSource(list.get(), vat, currency, rate)));
  }

  private Optional<PriceList> list(Entry entry) {
    Optional<String> name = section.reading().scalars().literal(entry);
    Optional<PriceList> list = name.map(declared.priceLists()::get);
    if (name.isPresent() && list.isEmpty()) {
      problems.error(
          entry.valuePlace(),
          "%s: there is no list %s in catalog.price_lists"
              .formatted(entry.named(), Texts.quote(name.get())),
          declared.priceLists().isEmpty()
              ? "declare it: catalog: { price_lists: { %s: { currency: EUR } } }"
                  .formatted(name.get())
              : Suggestions.hint(name.get(), new TreeSet<>(declared.priceLists().keySet())));
    }
    return list;
  }

  private Optional<BigDecimal> rate(String from, String to) {
    if (from.equals(to)) {
      return Optional.of(BigDecimal.ONE);
    }
    String name = from + "_" + to;
    BigDecimal rate = declared.rates().get(name);
    if (rate == null) {
      problems.error(
          section.placeOf("currency"),
          "'currency' in %s: there is no rate %s in catalog.rates".formatted(section.path(), name),
          "declare it: catalog: { rates: { %s: ... } }, %s for one %s".formatted(name, to, from));
    }
    return Optional.ofNullable(rate);
  }

  private Optional<Sale> sale(Section sale) {
    if (section.find("sale").isEmpty()) {
      return Optional.empty();
    }
    sale.require("list", "one of catalog.price_lists");
    Optional<PriceSource> source = sale.find("list").flatMap(entry -> source(entry, sale));
    Instant from = sale.find("from").flatMap(this::instant).orElse(null);
    Instant until = sale.find("until").flatMap(this::instant).orElse(null);
    Sale.Show show = sale.word("show", Sale.Show.class).orElse(Sale.Show.REPLACE);
    return source.flatMap(list -> sale.build(() -> new Sale(list, from, until, show)));
  }

  private Optional<Instant> instant(Entry entry) {
    return declared.instant(section.reading(), entry);
  }

  private PriceSteps steps(Section from) {
    Percent markup = from.value("markup", Scalars::percent).orElse(null);
    BigDecimal add = amount(from, "add");
    BigDecimal atLeast = amount(from, "at_least");
    BigDecimal atMost = amount(from, "at_most");
    Rounding round = round(from.section("round").expect(Shape.ROUND));
    MinMargin margin = from.find("min_margin").isEmpty() ? null : margin(from);
    return from.build(() -> new PriceSteps(markup, add, atLeast, atMost, round, margin))
        .orElse(PriceSteps.NONE);
  }

  private static @Nullable BigDecimal amount(Section from, String key) {
    return from.value(key, Scalars::amount).orElse(null);
  }

  /** One of the keys; null where it has none. */
  private @Nullable Rounding round(Section round) {
    List<Entry> written =
        round.entries().stream().filter(each -> ROUNDINGS.containsKey(each.key())).toList();
    if (written.size() > 1) {
      problems.error(
          written.get(1).keyPlace(),
          "%s: only one of up_to, down_to, nearest_to and step can hold".formatted(round.path()),
          "");
      return null;
    }
    return written.stream()
        .findFirst()
        .flatMap(
            each ->
                section
                    .reading()
                    .scalars()
                    .amount(each)
                    .flatMap(to -> rounding(round, each.key(), to)))
        .orElse(null);
  }

  private static Optional<Rounding> rounding(Section round, String key, BigDecimal to) {
    return round.build(() -> ROUNDINGS.get(key).apply(to));
  }

  private static @Nullable MinMargin margin(Section from) {
    Section margin = from.section("min_margin").expect(Shape.MIN_MARGIN);
    boolean complete = margin.require("of_net", "such as of_net: 8%");
    Optional<Percent> ofNet = margin.value("of_net", Scalars::percent);
    Percent fee = margin.value("fee", Scalars::percent).orElse(Percent.ZERO);
    MinMargin.CostUnknown unknown =
        margin.word("cost_unknown", MinMargin.CostUnknown.class).orElse(MinMargin.CostUnknown.SEND);
    return complete
        ? ofNet.flatMap(part -> margin.build(() -> new MinMargin(part, fee, unknown))).orElse(null)
        : null;
  }
}
