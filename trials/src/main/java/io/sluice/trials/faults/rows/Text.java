package io.sluice.trials.faults.rows;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Events written by hand, so that anything may be wrong with them. */
final class Text {
  /** Above the numbers of the load and of backlogs. */
  private static final AtomicLong NUMBER = new AtomicLong(4_000_000_000L);

  private Text() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A good envelope around this data. */
  static String event(String type, String sku, String data) {
    return event(NUMBER.incrementAndGet(), type, sku, data);
  }

  static String event(long number, String type, String sku, String data) {
    return """
        {"specversion":"1.0","id":"t%d","source":"/trial","type":"%s","subject":"%s",\
        "sequence":"%d","data":%s}"""
        .formatted(number, type, sku, number, data);
  }

  static String stock(String sku, String quantity) {
    return event(
        "product.stock.changed",
        sku,
        "{\"sku\":\"%s\",\"quantity\":%s,\"warehouse\":\"BER\"}".formatted(sku, quantity));
  }

  static String price(String sku, String amount, String currency) {
    return event(
        "product.price.changed",
        sku,
        "{\"sku\":\"%s\",\"amount\":%s,\"currency\":\"%s\"}".formatted(sku, amount, currency));
  }
}
