package io.sluice.gateway.render;

import io.sluice.adapter.Value;
import io.sluice.gateway.intake.Hashes;
import java.util.Map;
import java.util.TreeMap;

/** Digests of values: equal values, equal digests, in every run of the program. */
final class Digests {
  private Digests() {}

  static long of(Value value) {
    long hash = Hashes.mix(Hashes.start(), value.getClass().getSimpleName());
    if (value instanceof Value.Stock stock) {
      hash = Hashes.mix(hash, stock.quantity());
      for (Map.Entry<String, Long> each : new TreeMap<>(stock.warehouses()).entrySet()) {
        hash = Hashes.mix(Hashes.mix(hash, each.getKey()), each.getValue());
      }
    } else if (value instanceof Value.Price price) {
      for (Value.ListPrice each : price.prices()) {
        hash = Hashes.mix(hash, each.toString());
      }
    } else if (value instanceof Value.Product product) {
      for (byte each : product.json()) {
        hash = (hash ^ each) * 0x100000001b3L;
      }
    }
    return Hashes.finish(hash);
  }
}
