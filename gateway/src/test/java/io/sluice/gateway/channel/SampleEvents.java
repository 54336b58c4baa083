package io.sluice.gateway.channel;

import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.source.Change;
import io.sluice.source.ProductEvent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Short ways to say what changed. */
final class SampleEvents {
  private SampleEvents() {}

  static JournaledEvent event(long position, String sku, Change change, long nowMs) {
    byte[] json =
        ("{\"n\":" + position + ",\"sku\":\"" + sku + "\"}").getBytes(StandardCharsets.UTF_8);
    ProductEvent product =
        new ProductEvent(
            "e" + position,
            "/erp",
            "product." + change.facet(),
            sku,
            null,
            position,
            change,
            json,
            position * 31 + sku.hashCode());
    return new JournaledEvent(position, "erp", 0, position, Decision.NEW, nowMs, product);
  }

  static Change stock(long quantity) {
    return stock("default", quantity);
  }

  static Change stock(String warehouse, long quantity) {
    return new Change.Stock(warehouse, quantity);
  }

  static Change price(String amount) {
    return price(amount, null, null);
  }

  static Change price(String amount, @Nullable Instant from, @Nullable Instant until) {
    return new Change.Price("default", new BigDecimal(amount), "EUR", null, null, from, until);
  }

  static Change product(String name) {
    return new Change.Product(("{\"name\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8));
  }
}
