package io.sluice.gateway.rules;

import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Component;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.FactValue;
import io.sluice.gateway.expression.Evaluated;
import io.sluice.gateway.expression.Expression;
import io.sluice.gateway.validation.Violations;
import io.sluice.source.Facet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All rules of one channel, and the order in which they are evaluated. Immutable and thread-safe.
 *
 * <ol>
 *   <li>a discontinued product leaves ({@code when_discontinued});
 *   <li>{@code only_if}: what it does not take leaves ({@code when_excluded});
 *   <li>the SKU: alias, otherwise, prefix, suffix; two that meet in one;
 *   <li>price: list or sale, rules, vat, rate, markup, add, at_least, at_most, round, min_margin;
 *   <li>stock: only_if, sum of the warehouses, rules, keep_back, share, at_most,
 *       out_of_stock_below;
 *   <li>fields;
 *   <li>freezes: what would change waits.
 * </ol>
 *
 * Price comes before stock, so that a stock rule can read {@code channel_price}, and both before
 * fields. Only the facet that is asked for is calculated, with what its rules read.
 */
public final class ChannelRules {
  private final Vocabulary vocabulary;
  private final Locales locales;
  private final Assortment assortment;
  private final SkuRule sku;
  private final StockRules stock;
  private final @Nullable PriceRules price;
  private final @Nullable FieldRules fields;
  private final Freezes freezes;
  private final Map<Facet, Set<Facet>> reads = new EnumMap<>(Facet.class);
  private final Set<Facet> readContent = EnumSet.noneOf(Facet.class);

  /**
   * @param price null: every list as it is, and no rule may read the price
   * @param fields null: the content as it is
   * @param freezes when changes wait
   */
  public ChannelRules(
      Vocabulary vocabulary,
      Locales locales,
      Assortment assortment,
      SkuRule sku,
      StockRules stock,
      @Nullable PriceRules price,
      @Nullable FieldRules fields,
      Freezes freezes) {
    this.vocabulary = vocabulary;
    this.locales = locales;
    this.assortment = assortment;
    this.sku = sku;
    this.stock = stock;
    this.price = price;
    this.fields = fields;
    this.freezes = freezes;
    check();
    for (Facet facet : Facet.values()) {
      Set<Facet> origins = origins(names(facet));
      if (origins.contains(Facet.PRODUCT)) {
        readContent.add(facet);
      }
      // That a product is discontinued, or back, changes everything.
      origins.add(Facet.PRODUCT);
      origins.add(facet);
      reads.put(facet, origins);
    }
  }

  private void check() {
    Set<String> early = names(Stream.ofNullable(assortment.onlyIf()));
    early.addAll(priceNames());
    Set<String> stockNames = names(stock.expressions());
    Set<String> all = new TreeSet<>(early);
    all.addAll(stockNames);
    all.addAll(fields == null ? Set.of() : fields.reads());
    new Violations()
        .that(
            "only_if",
            !early.contains(Vocabulary.CHANNEL_PRICE) && !early.contains(Vocabulary.CHANNEL_STOCK),
            "and price.rules come before channel_price and channel_stock are known")
        .that(
            "stock",
            !stockNames.contains(Vocabulary.CHANNEL_STOCK),
            "comes before channel_stock is known")
        .that(
            "price.list",
            price != null || !origins(all).contains(Facet.PRICE),
            "is missing: a rule reads the price")
        .orThrow();
  }

  private static Set<String> names(Stream<Expression> expressions) {
    Set<String> names = new TreeSet<>();
    expressions.map(Expression::reads).forEach(names::addAll);
    return names;
  }

  private Set<String> priceNames() {
    return price == null ? Set.of() : names(price.expressions());
  }

  /** Facts that one facet's rendering may read. */
  private Set<String> names(Facet facet) {
    Set<String> names = names(Stream.ofNullable(assortment.onlyIf()));
    switch (facet) {
      case STOCK -> names.addAll(names(stock.expressions()));
      case PRICE -> names.addAll(priceNames());
      case PRODUCT -> names.addAll(fields == null ? Set.of() : fields.reads());
    }
    if (names.contains(Vocabulary.CHANNEL_STOCK)) {
      names.addAll(names(stock.expressions()));
    }
    if (names.contains(Vocabulary.CHANNEL_PRICE)) {
      names.addAll(priceNames());
    }
    return names;
  }

  private Set<Facet> origins(Collection<String> names) {
    Set<Facet> facets = EnumSet.noneOf(Facet.class);
    for (String name : names) {
      switch (vocabulary.get(name).from()) {
        case KEY -> {}
        case PRODUCT -> facets.add(Facet.PRODUCT);
        case PRICE -> facets.add(Facet.PRICE);
        case STOCK -> facets.add(Facet.STOCK);
      }
    }
    return facets;
  }

  /**
   * Whose events of the same SKU may change what is shown of a facet; with it that facet itself. A
   * product that is discontinued, or back, changes all of them.
   */
  public Set<Facet> reads(Facet facet) {
    return Set.copyOf(reads.get(facet));
  }

  /** Which products the channel has. */
  public Assortment assortment() {
    return assortment;
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** When changes wait. */
  public Freezes freezes() {
    return freezes;
  }

  Locales locales() {
    return locales;
  }

  StockRules stock() {
    return stock;
  }

  /** Whether it says how a price is shown. */
  public boolean hasPrice() {
    return price != null;
  }

  /** Whoever reads a price was checked to have one. */
  PriceRules priceOrThrow() {
    if (price == null) {
      throw new IllegalStateException("no price rules");
    }
    return price;
  }

  /** Names of the fields that it shows; empty: the content as it is. */
  public Set<String> fieldNames() {
    return fields == null ? Set.of() : fields.fields().keySet();
  }

  /** The list whose price is shown. */
  public String priceList() {
    return priceOrThrow().source().list().name();
  }

  /**
   * What the channel shows of a facet now.
   *
   * @param product of {@link Vocabulary#product}; null where it was not read, or there is none.
   *     Answered with {@link RuleResult.NeedsContent} where it is needed
   * @param trace where the steps are written down, or null
   */
  public RuleResult render(
      Facet facet,
      CatalogEntry entry,
      @Nullable ProductFacts product,
      Neighbours neighbours,
      long nowMs,
      @Nullable Trace trace) {
    RuleResult result = unfrozen(facet, entry, product, neighbours, nowMs, trace);
    return freezes.apply(facet, result, assortment.send(), nowMs);
  }

  private RuleResult unfrozen(
      Facet facet,
      CatalogEntry entry,
      @Nullable ProductFacts product,
      Neighbours neighbours,
      long nowMs,
      @Nullable Trace trace) {
    if (!assortment.send().contains(facet)) {
      return new RuleResult.Nothing("the channel does not send this", Long.MAX_VALUE);
    }
    Fact content = entry.find(Facet.PRODUCT, "");
    if (content != null && content.value() instanceof FactValue.Discontinued) {
      return discontinued(entry);
    }
    if (content != null && product == null && readContent.contains(facet)) {
      return new RuleResult.NeedsContent(content.position());
    }
    ProductFacts known = content == null ? null : product;
    return render(facet, new SkuReading(this, entry, known, neighbours, nowMs, trace));
  }

  /**
   * How many there are at most, whatever the rules would say: where a stock is held and falls, the
   * channel may be lowered to this rather than sell what is gone. Empty where nobody knows.
   */
  public OptionalLong stockAtMost(CatalogEntry entry, Neighbours neighbours) {
    WarehouseSum sum = WarehouseSum.of(entry, stock, neighbours);
    return sum.unknown() == null ? OptionalLong.of(sum.quantity()) : OptionalLong.empty();
  }

  /** What is surely shown of a stock, whichever of its rules matches; 0 where it is unknown. */
  public long stockAtLeast(CatalogEntry entry, Neighbours neighbours) {
    WarehouseSum sum = WarehouseSum.of(entry, stock, neighbours);
    return sum.unknown() == null ? stock.least(sum.quantity()) : 0;
  }

  /** What a SKU is called on the channel, or null where it has no name there. */
  public @Nullable String channelSku(CatalogEntry entry) {
    String alias = sku.alias(entry.sku());
    return alias == null || sku.owner(entry.sku(), alias) != null ? null : sku.full(alias);
  }

  /** Which SKU is called so on the channel, or null where none can be. */
  public @Nullable String ourSku(String channelSku) {
    return sku.ours(channelSku);
  }

  /** When a sale begins or ends next, {@link Long#MAX_VALUE}: never. */
  public long saleChangesAtMs(long nowMs) {
    Sale sale = price == null ? null : price.sale();
    return sale == null ? Long.MAX_VALUE : sale.changesAt(nowMs);
  }

  /** Whether a list takes another's place for a while. */
  public boolean hasSale() {
    return price != null && price.sale() != null;
  }

  private RuleResult discontinued(CatalogEntry entry) {
    String text = "the product is discontinued";
    return leaves(assortment.whenDiscontinued(), text, entry.sku(), Long.MAX_VALUE);
  }

  /** What goes by another's name is not ours to take away. */
  private RuleResult leaves(Assortment.Then then, String text, String ofSku, long changesAtMs) {
    String alias = sku.alias(ofSku);
    if (alias == null) {
      return new RuleResult.Excluded(null, then, text, changesAtMs);
    }
    String owner = sku.owner(ofSku, alias);
    return owner == null
        ? new RuleResult.Excluded(sku.full(alias), then, text, changesAtMs)
        : new RuleResult.Nothing(
            text + ", and %s has its name there".formatted(owner), changesAtMs);
  }

  private RuleResult render(Facet facet, SkuReading reading) {
    Expression onlyIf = assortment.onlyIf();
    Evaluated taken = onlyIf == null ? Evaluated.YES : onlyIf.evaluate(reading);
    if (taken == Evaluated.NO) {
      return leaves(
          assortment.whenExcluded(), "only_if is no", reading.sku(), reading.changesAtMs());
    } else if (reading.entry().position(facet) == 0
        && !(facet == Facet.STOCK && reading.isBundle())) {
      // Before it is held: nobody waits for what was never said.
      return new RuleResult.Nothing("nothing was received yet", reading.changesAtMs());
    } else if (taken != Evaluated.YES) {
      return held(FacetResult.hold("only_if", taken), reading);
    }
    String alias = sku.alias(reading.sku());
    if (alias == null) {
      return withoutAlias(reading);
    }
    String owner = sku.owner(reading.sku(), alias);
    if (owner != null) {
      String text = "%s goes by the name %s there".formatted(owner, sku.full(alias));
      return held(new FacetResult.Hold(HoldReason.ALIAS_COLLISION, text), reading);
    }
    return result(facet, facetResult(facet, reading), sku.full(alias), reading);
  }

  private RuleResult withoutAlias(SkuReading reading) {
    String text = "sku.alias has no row for " + reading.sku();
    return sku.skipsOthers()
        ? new RuleResult.Nothing(text, reading.changesAtMs())
        : held(new FacetResult.Hold(HoldReason.MAPPING, text), reading);
  }

  private FacetResult facetResult(Facet facet, SkuReading reading) {
    return switch (facet) {
      case STOCK -> reading.stock();
      case PRICE -> price == null ? asReceived() : reading.price();
      case PRODUCT -> fields == null ? asReceived() : fields.apply(reading);
    };
  }

  private static FacetResult asReceived() {
    return new FacetResult.Value(new ChannelValue.AsReceived());
  }

  private RuleResult result(
      Facet facet, FacetResult result, String channelSku, SkuReading reading) {
    if (result instanceof FacetResult.Value value) {
      return new RuleResult.Shown(channelSku, value.value(), reading.changesAtMs());
    } else if (result instanceof FacetResult.None none) {
      return new RuleResult.Nothing(none.why(), reading.changesAtMs());
    }
    return held((FacetResult.Hold) result, reading);
  }

  private static RuleResult held(FacetResult.Hold hold, SkuReading reading) {
    return new RuleResult.Held(hold.reason(), hold.text(), reading.changesAtMs());
  }

  /** Position of the newest event that the rules of a facet may read; it never falls. */
  public long position(Facet facet, CatalogEntry entry, Neighbours neighbours) {
    Set<Facet> read = reads.get(facet);
    long newest = entry.position(Facet.PRODUCT);
    if (read.contains(Facet.STOCK)) {
      newest = Math.max(newest, stockPosition(entry, neighbours));
    }
    if (read.contains(Facet.PRICE)) {
      newest = Math.max(newest, entry.position(Facet.PRICE));
    }
    return newest;
  }

  /** Of a bundle: its parts' stock, and the content that says which they are. */
  private static long stockPosition(CatalogEntry entry, Neighbours neighbours) {
    if (!entry.isBundle()) {
      return entry.position(Facet.STOCK);
    }
    long newest = entry.position(Facet.PRODUCT);
    for (Component part : entry.components()) {
      CatalogEntry known = neighbours.find(part.sku());
      newest = known == null ? newest : Math.max(newest, known.position(Facet.STOCK));
    }
    return newest;
  }
}
