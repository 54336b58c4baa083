package io.sluice.gateway.render;

import io.sluice.adapter.Value;
import io.sluice.gateway.intake.Hashes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
        hash = mix(hash, each);
      }
    } else if (value instanceof Value.Product product) {
      for (byte each : product.json()) {
        hash = (hash ^ each) * 0x100000001b3L;
      }
    }
    return Hashes.finish(hash);
  }

  /** The same value again, after time has made another one of it. */
  static long since(long digest, long ms) {
    return Hashes.finish(Hashes.mix(Hashes.mix(Hashes.start(), digest), ms));
  }

  /** The same value under another name is another update. */
  static long renamed(long digest, String sku) {
    return Hashes.finish(Hashes.mix(Hashes.mix(Hashes.start(), digest), sku));
  }

  /** Field by field: a record's own text goes through a formatter, which a start feels. */
  private static long mix(long before, Value.ListPrice price) {
    long hash = Hashes.mix(before, price.list());
    hash = Hashes.mix(hash, text(price.amount()));
    hash = Hashes.mix(hash, text(price.currency()));
    hash = Hashes.mix(hash, text(price.compareAt()));
    hash = mix(hash, price.validFrom());
    hash = mix(hash, price.validUntil());
    for (Value.Window window : price.windows()) {
      hash = Hashes.mix(hash, text(window.amount()));
      hash = Hashes.mix(hash, text(window.compareAt()));
      hash = mix(mix(hash, window.from()), window.until());
    }
    return hash;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** The same as toString for money, and not kept in it for good. */
  private static String text(@Nullable BigDecimal value) {
    return value == null ? "" : value.toPlainString();
  }

  private static long mix(long hash, @Nullable Instant time) {
    return time == null
        ? Hashes.mix(hash, Long.MIN_VALUE)
        : Hashes.mix(Hashes.mix(hash, time.getEpochSecond()), time.getNano());
  }
}
