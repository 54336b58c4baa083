package io.sluice.gateway.config;

import io.sluice.adapter.Facet;
import io.sluice.adapter.Field;
import io.sluice.gateway.expression.Expression;
import io.sluice.gateway.rules.Assortment;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.FieldRules;
import io.sluice.gateway.rules.Freezes;
import io.sluice.gateway.rules.Locales;
import io.sluice.gateway.rules.PriceRules;
import io.sluice.gateway.rules.SkuRule;
import io.sluice.gateway.rules.StockRules;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the rules of one channel: what goes there, and how it looks there. */
final class RulesReader {
  private final Section own;
  private final Section merged;
  private final Declarations declared;
  private final Freezes freezes;

  /**
   * @param own what the channel says
   * @param merged with what holds where it says nothing
   * @param freezes when changes of this channel wait
   */
  RulesReader(Section own, Section merged, Declarations declared, Freezes freezes) {
    this.own = own;
    this.merged = merged;
    this.declared = declared;
    this.freezes = freezes;
  }

  /** Whether the channel has any of its own; without, it shows the facts. */
  boolean hasAny() {
    return Shape.OWN_RULES.stream().anyMatch(own::hasOwn);
  }

  /**
   * Equal where they say the same, with all that they refer to; empty where there are none. Without
   * freezes, which change when something is shown and not what.
   */
  String fingerprint() {
    return hasAny()
        ? Fingerprint.of(
            Stream.of(
                new Fingerprint(own.reading().references()::silently).of(own, Shape.OWN_RULES),
                new Fingerprint(own.reading().references()::silently).of(merged, Shape.ASSORTMENT),
                declared.fingerprint()))
        : "";
  }

  /**
   * Empty where there are none, or something is wrong, which was reported.
   *
   * @param known fields that the channel has; empty for any
   */
  Optional<ChannelRules> read(Set<Facet> send, List<Field> known) {
    if (!hasAny()) {
      return Optional.empty();
    }
    Problems problems = own.reading().problems();
    long before = problems.count();
    ExpressionReader conditions =
        new ExpressionReader(own.reading(), declared.vocabulary().beforeRules());
    Expression onlyIf = own.find("only_if").flatMap(conditions::condition).orElse(null);
    Optional<Assortment> assortment = merged.build(() -> assortment(onlyIf, send));
    Optional<SkuRule> sku = new SkuRuleReader(own.section("sku"), declared).read();
    Optional<StockRules> stock = new StockRulesReader(own.section("stock"), declared).read();
    Optional<PriceRules> price =
        own.find("price").isEmpty()
            ? Optional.empty()
            : new PriceRulesReader(own.section("price"), declared).read();
    Optional<FieldRules> fields =
        own.find("fields").isEmpty()
            ? Optional.empty()
            : new FieldRulesReader(own.section("fields"), declared, known).read();
    Locales locales =
        merged.value("locale", Scalars::literal).map(Locales::of).orElse(Locales.NONE);
    if (problems.count() > before) {
      return Optional.empty();
    }
    return own.build(
        () ->
            new ChannelRules(
                declared.vocabulary(),
                locales,
                assortment.orElseThrow(),
                sku.orElseThrow(),
                stock.orElseThrow(),
                price.orElse(null),
                fields.orElse(null),
                freezes));
  }

  private Assortment assortment(@Nullable Expression onlyIf, Set<Facet> send) {
    EnumSet<io.sluice.source.Facet> facets = EnumSet.noneOf(io.sluice.source.Facet.class);
    send.forEach(facet -> facets.add(io.sluice.source.Facet.valueOf(facet.name())));
    return new Assortment(
        onlyIf,
        facets,
        merged.value("create", Scalars::yesNo).orElse(true),
        then("when_excluded"),
        then("when_discontinued"));
  }

  private Assortment.Then then(String key) {
    return merged.word(key, Assortment.Then.class).orElse(Assortment.Then.OUT_OF_STOCK);
  }
}
