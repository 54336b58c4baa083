package io.sluice.trials;

import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.PimEvent;
import java.util.Random;

/** Events as a shop has them: mostly stock of two warehouses, some prices, some content. */
public final class Workload {
  private static final String[] WAREHOUSES = {"BER", "HAM"};

  private final EventWriter events;
  private final Random random;
  private final int skus;
  private long count;

  public Workload(EventWriter events, long seed, int skus) {
    this.events = events;
    this.random = new Random(seed);
    this.skus = skus;
  }

  public static String sku(int index) {
    return "SKU-" + index;
  }

  public PimEvent next() {
    return about(sku(random.nextInt(skus)));
  }

  /** Speaks of one SKU after the other, so that each has its turn. */
  public PimEvent nextInTurn() {
    return about(sku((int) (count++ % skus)));
  }

  private PimEvent about(String sku) {
    int kind = random.nextInt(10);
    if (kind < 7) {
      return events.stock(sku, WAREHOUSES[random.nextInt(2)], random.nextInt(1_000));
    }
    return kind < 9
        ? events.price(sku, 100 + random.nextInt(100_000))
        : events.product(sku, "name " + random.nextInt(1_000_000));
  }
}
