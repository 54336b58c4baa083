package io.sluice.trials.micro;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.Neighbours;
import io.sluice.gateway.rules.ProductFacts;
import io.sluice.gateway.rules.RuleResult;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import io.sluice.source.ProductEvent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What one event costs on a channel with the rules of the example's {@code amazon_de}: selection,
 * SKU, and the facet. At most 5 µs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RulesBenchmark implements Neighbours {
  private static final int SKUS = 1_000;
  private static final byte[] CONTENT =
      """
      {"name": "Runner", "brand": "Acme", "categories": ["shoes", "sale"],
       "gtin": "4006381333931", "description": "Light on the road and on the track.",
       "images": [{"url": "https://images.example/1.jpg", "role": "main", "position": 0},
                  {"url": "https://images.example/2.jpg", "position": 1}],
       "attributes": {"size": "42", "color": "navy", "material": "mesh", "fba": false,
                      "weight_kg": 0.4, "internal_note": "none"},
       "localized": {"de": {"name": "Läufer"}, "fr": {"name": "Coureur"}}}"""
          .getBytes(StandardCharsets.UTF_8);

  private final Catalog catalog = new Catalog();
  private final ChannelRules rules = ExampleRules.amazonDe();
  private ProductFacts[] products = {};
  private int next;

  @Setup
  public void fill() {
    products = new ProductFacts[SKUS];
    BigDecimal amount = new BigDecimal("17.5");
    for (int i = 0; i < SKUS; i++) {
      String sku = "SKU-" + i;
      apply(3L * i + 1, sku, new Change.Stock("BER", 10 + i));
      apply(3L * i + 2, sku, new Change.Price("retail", amount, "EUR", amount, null, null, null));
      apply(3L * i + 3, sku, new Change.Product(CONTENT));
      products[i] = ExampleRules.VOCABULARY.product(CONTENT);
    }
  }

  private void apply(long position, String sku, Change change) {
    byte[] json = {};
    ProductEvent event =
        new ProductEvent("e" + position, "/erp", "t", sku, null, 1, change, json, position);
    catalog.apply(Samples.journaled(position, event));
  }

  @Override
  public @Nullable CatalogEntry find(String sku) {
    return catalog.find(sku);
  }

  @Benchmark
  public RuleResult stock() {
    return render(Facet.STOCK);
  }

  @Benchmark
  public RuleResult price() {
    return render(Facet.PRICE);
  }

  @Benchmark
  public RuleResult product() {
    return render(Facet.PRODUCT);
  }

  /** Once per product event, for all channels. */
  @Benchmark
  public ProductFacts parse() {
    return ExampleRules.VOCABULARY.product(CONTENT);
  }

  private RuleResult render(Facet facet) {
    int index = next++ % SKUS;
    return rules.render(facet, catalog.get(index), products[index], this, Samples.NOW_MS, null);
  }
}
