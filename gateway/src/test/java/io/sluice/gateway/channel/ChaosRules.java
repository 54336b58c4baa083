package io.sluice.gateway.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.expression.Expression;
import io.sluice.gateway.rules.Assortment;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.FieldRule;
import io.sluice.gateway.rules.Freeze;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.rules.PriceList;
import io.sluice.gateway.rules.PriceRules;
import io.sluice.gateway.rules.PriceSource;
import io.sluice.gateway.rules.PriceSteps;
import io.sluice.gateway.rules.Rules;
import io.sluice.gateway.rules.Sale;
import io.sluice.gateway.rules.SkuRule;
import io.sluice.gateway.rules.StockRules;
import io.sluice.gateway.rules.StockSteps;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Rules that make each facet depend on others, and products that change what they say. */
final class ChaosRules {
  private ChaosRules() {}

  static ChannelRules some(Random random) {
    return rules(random).build();
  }

  /** With freezes of some facets, that begin and end while much happens. */
  static ChannelRules frozen(Random random, long nowMs) {
    return rules(random).freeze(freeze(random, nowMs), freeze(random, nowMs)).build();
  }

  /** With a sale that begins and ends while much happens, and perhaps a freeze. */
  static ChannelRules dated(Random random, long nowMs) {
    Instant from = Instant.ofEpochMilli(nowMs + random.nextInt(40_000));
    Instant until = from.plusMillis(1 + random.nextInt(60_000));
    Sale sale =
        new Sale(
            PriceSource.of(new PriceList("outlet", "EUR", Percent.of("19"))),
            random.nextInt(4) == 0 ? null : from,
            random.nextInt(4) == 0 ? null : until,
            random.nextBoolean() ? Sale.Show.REPLACE : Sale.Show.CROSSED_OUT);
    Rules rules = rules(random);
    rules.price(
        new PriceRules(
            PriceSource.of(new PriceList("default", "EUR", Percent.of("19"))),
            sale,
            List.of(),
            PriceSteps.NONE.withMarkup(Percent.of("12")).withAtMost(new BigDecimal("40.00"))));
    return random.nextBoolean()
        ? rules.build()
        : rules.freeze(freeze(random, nowMs), freeze(random, nowMs)).build();
  }

  /** Announced, for a while or for good, or withdrawn; in one of two lists. */
  static Change datedPrice(Random random, long nowMs) {
    Instant from = Instant.ofEpochMilli(nowMs + random.nextInt(30_000) - 5_000);
    BigDecimal amount = new BigDecimal(5 + random.nextInt(40)).setScale(2);
    return new Change.Price(
        random.nextBoolean() ? "default" : "outlet",
        random.nextInt(8) == 0 ? null : amount,
        "EUR",
        null,
        random.nextBoolean() ? null : amount.add(BigDecimal.TEN),
        random.nextInt(4) == 0 ? null : from,
        random.nextInt(4) == 0 ? null : from.plusMillis(1 + random.nextInt(30_000)));
  }

  private static Freeze freeze(Random random, long nowMs) {
    EnumSet<Facet> hold = EnumSet.noneOf(Facet.class);
    for (Facet facet : Facet.values()) {
      if (random.nextBoolean()) {
        hold.add(facet);
      }
    }
    if (hold.isEmpty()) {
      hold.add(Facet.STOCK);
    }
    long fromMs = nowMs + random.nextInt(50_000);
    long untilMs = fromMs + 1 + random.nextInt(40_000);
    return new Freeze(
        "chaos", hold, Instant.ofEpochMilli(fromMs), Instant.ofEpochMilli(untilMs), ZoneOffset.UTC);
  }

  private static Rules rules(Random random) {
    Rules rules = new Rules();
    if (random.nextBoolean()) {
      rules.price(
          new PriceRules(
              PriceSource.of(new PriceList("default", "EUR", Percent.of("19"))),
              null,
              List.of(),
              PriceSteps.NONE.withMarkup(Percent.of("12")).withAtMost(new BigDecimal("40.00"))));
      rules.stock(
          new StockRules(
              random.nextBoolean() ? stockOf("channel_price < 20.0") : null,
              Set.of(),
              List.of(),
              StockSteps.NONE.withKeepBack(2)));
    }
    if (random.nextBoolean()) {
      rules.sku(
          new SkuRule(
              new TreeMap<>(Map.of("sku-1", "twin", "sku-2", "twin")),
              "",
              "",
              SkuRule.Otherwise.SAME));
    }
    if (random.nextBoolean()) {
      rules.field("title", new FieldRule.OfFact("name"));
    }
    Assortment.Then[] then = Assortment.Then.values();
    rules.assortment(
        new Assortment(
            random.nextBoolean() ? Rules.when("brand != \"NoName\"") : null,
            EnumSet.allOf(Facet.class),
            random.nextInt(4) > 0,
            then[random.nextInt(then.length)],
            then[random.nextInt(then.length)]));
    return rules;
  }

  /** Whether some of them call a SKU otherwise. */
  static boolean renames(String sku) {
    return sku.equals("sku-1") || sku.equals("sku-2");
  }

  private static Expression stockOf(String condition) {
    return Rules.VOCABULARY.forStock().condition(condition);
  }

  static Change product(Random random) {
    int kind = random.nextInt(6);
    if (kind == 0) {
      return new Change.Discontinued();
    }
    String brand = kind < 3 ? "NoName" : "Acme";
    String parts =
        random.nextInt(4) == 0 ? ", \"components\": [{\"sku\": \"sku-0\", \"quantity\": 2}]" : "";
    String json =
        "{\"name\": \"name %d\", \"brand\": \"%s\"%s}".formatted(random.nextInt(3), brand, parts);
    return new Change.Product(json.getBytes(UTF_8));
  }
}
