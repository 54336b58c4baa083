package io.sluice.gateway.config;

import io.sluice.gateway.expression.FactType;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.rules.PriceList;
import io.sluice.gateway.rules.Vocabulary;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads what {@code channels.yaml} says once for all channels. */
final class DeclarationsReader {
  private static final Map<String, FactType> TYPES = new LinkedHashMap<>();
  private static final Pattern RATE = Pattern.compile("[A-Z]{3}_[A-Z]{3}");

  static {
    TYPES.put("text", FactType.TEXT);
    TYPES.put("number", FactType.NUMBER);
    TYPES.put("yes_no", FactType.YES_NO);
    TYPES.put("texts", FactType.TEXTS);
  }

  private final Section root;
  private final Section catalog;
  private final Reading reading;

  DeclarationsReader(Section root) {
    this.root = root;
    this.catalog = root.section("catalog").expect(Shape.CATALOG);
    this.reading = root.reading();
  }

  Declarations read() {
    Set<String> attributes = new LinkedHashSet<>();
    catalog.section("attributes").entries().forEach(entry -> attributes.add(entry.key()));
    Map<String, BigDecimal> rates = rates();
    Map<String, Table> tables = tables();
    return new Declarations(
        vocabulary(),
        attributes,
        warehouses(),
        priceLists(),
        rates,
        tables,
        new LinkedHashSet<>(),
        zone().orElse(null),
        fingerprint(rates, tables));
  }

  /** Rates and tables as they were read: they may be files of their own. */
  private String fingerprint(Map<String, BigDecimal> rates, Map<String, Table> tables) {
    return Fingerprint.of(
        Stream.of(
            new Fingerprint(reading.references()::silently).of(root, List.of("time_zone")),
            new Fingerprint(reading.references()::silently)
                .of(catalog, List.of("warehouses", "price_lists", "attributes")),
            new TreeMap<>(rates).toString(),
            tables.values().stream()
                .map(table -> Fingerprint.of(texts(table)))
                .collect(Collectors.joining())));
  }

  private static Stream<String> texts(Table table) {
    return Stream.concat(
        Stream.of(table.name()),
        table.rows().entrySet().stream().flatMap(row -> Stream.of(row.getKey(), row.getValue())));
  }

  /** Without the attributes where one of them is wrong, so that the rest can still be checked. */
  private Vocabulary vocabulary() {
    Section attributes = catalog.section("attributes");
    Map<String, FactType> types = new LinkedHashMap<>();
    for (Entry entry : attributes.entries()) {
      reading
          .scalars()
          .word(entry, List.copyOf(TYPES.keySet()))
          .ifPresent(word -> types.put(entry.key(), TYPES.get(word)));
    }
    return attributes.build(() -> new Vocabulary(types)).orElseGet(() -> new Vocabulary(Map.of()));
  }

  private Set<String> warehouses() {
    Set<String> names = new LinkedHashSet<>();
    catalog.find("warehouses").map(reading.scalars()::items).orElse(List.of()).stream()
        .map(reading.scalars()::literal)
        .flatMap(Optional::stream)
        .forEach(names::add);
    return names;
  }

  private Map<String, PriceList> priceLists() {
    Section section = catalog.section("price_lists");
    Map<String, PriceList> lists = new LinkedHashMap<>();
    for (Entry entry : section.entries()) {
      Section list = section.section(entry).expect(Shape.PRICE_LIST);
      boolean complete = list.require("currency", "such as currency: EUR");
      Optional<String> currency = list.value("currency", Scalars::literal);
      Percent vat = list.value("vat", Scalars::percent).orElse(null);
      if (complete && currency.isPresent()) {
        list.build(() -> new PriceList(entry.key(), currency.get(), vat))
            .ifPresent(made -> lists.put(entry.key(), made));
      }
    }
    return lists;
  }

  private Map<String, BigDecimal> rates() {
    Optional<Entry> entry = catalog.find("rates");
    if (entry.isEmpty()) {
      return Map.of();
    }
    if (entry.get().value() instanceof MappingNode) {
      Map<String, BigDecimal> rates = new HashMap<>();
      for (Entry each : catalog.section(entry.get()).entries()) {
        reading
            .scalars()
            .amount(each)
            .ifPresent(rate -> put(rates, each.key(), rate, each.keyPlace()));
      }
      return rates;
    }
    return new TableReader(reading).read(catalog, entry.get()).map(this::rates).orElse(Map.of());
  }

  private Map<String, BigDecimal> rates(Table table) {
    Map<String, BigDecimal> rates = new HashMap<>();
    table
        .rows()
        .forEach(
            (name, rate) ->
                Scalars.amount(rate)
                    .ifPresentOrElse(
                        number -> put(rates, name, number, table.place()),
                        () ->
                            error(
                                table.place(),
                                "rate %s must be a number, got %s"
                                    .formatted(name, Texts.quote(rate)))));
    return rates;
  }

  private void put(Map<String, BigDecimal> rates, String name, BigDecimal rate, Place place) {
    if (!RATE.matcher(name).matches()) {
      error(
          place,
          "rate %s must be named like EUR_GBP: pounds for a euro".formatted(Texts.quote(name)));
    } else if (rate.signum() <= 0) {
      error(place, "rate %s must be more than 0".formatted(name));
    } else {
      rates.put(name, rate);
    }
  }

  private void error(Place place, String message) {
    reading.problems().error(place, message, "");
  }

  private Map<String, Table> tables() {
    Section section = root.section("tables");
    Map<String, Table> tables = new LinkedHashMap<>();
    TableReader reader = new TableReader(reading);
    for (Entry entry : section.entries()) {
      Names.check(reading, entry);
      reader.read(section, entry).ifPresent(table -> tables.put(table.name(), table));
    }
    return tables;
  }

  private Optional<ZoneId> zone() {
    return root.value("time_zone", Scalars::zone);
  }
}
