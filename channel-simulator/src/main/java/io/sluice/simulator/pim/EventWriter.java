package io.sluice.simulator.pim;

import io.sluice.simulator.check.FactKey;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the events of a PIM. Numbers rise with each event, so that a number names an event and its
 * order at once. Not thread-safe.
 */
public final class EventWriter {
  private final String source;
  private final String padding;
  private long last;

  /**
   * @param paddingBytes added to each event, in a field that nobody knows
   */
  public EventWriter(int paddingBytes) {
    this("/trial", 0, paddingBytes);
  }

  /**
   * @param source of the events, a path or URI
   * @param last number that was given before
   * @param paddingBytes added to each event, in a field that nobody knows
   */
  public EventWriter(String source, long last, int paddingBytes) {
    this.source = source;
    this.last = last;
    this.padding = "x".repeat(paddingBytes);
  }

  public PimEvent stock(String sku, String warehouse, long quantity) {
    String data =
        "{\"sku\":\"%s\",\"quantity\":%d,\"warehouse\":\"%s\",\"note\":\"%s\"}"
            .formatted(sku, quantity, warehouse, padding);
    FactKey key = new FactKey(sku, "stock", warehouse);
    return event(key, "product.stock.changed", Long.toString(quantity), data);
  }

  public PimEvent price(String sku, long cents) {
    return price(sku, "default", cents);
  }

  /** The channel shows it without a zero at the end. */
  public PimEvent price(String sku, String list, long cents) {
    String amount = "%d.%02d".formatted(cents / 100, cents % 100);
    String data =
        "{\"sku\":\"%s\",\"list\":\"%s\",\"amount\":\"%s\",\"currency\":\"EUR\",\"note\":\"%s\"}"
            .formatted(sku, list, amount, padding);
    FactKey key = new FactKey(sku, "price", list);
    String shown = new BigDecimal(amount).stripTrailingZeros().toPlainString();
    return event(key, "product.price.changed", shown + " EUR", data);
  }

  public PimEvent product(String sku, String name) {
    String data =
        "{\"sku\":\"%s\",\"name\":\"%s\",\"description\":\"%s\"}".formatted(sku, name, padding);
    return product(sku, "product.updated", data);
  }

  /**
   * @param type product.created or product.updated
   * @param data content as a JSON object; the channel shows its digest
   */
  public PimEvent product(String sku, String type, String data) {
    return event(new FactKey(sku, "product", ""), type, digest(data), data);
  }

  private PimEvent event(FactKey key, String type, String value, String data) {
    long number = ++last;
    String text =
        """
        {"specversion":"1.0","id":"e%d","source":"%s","type":"%s","subject":"%s",\
        "sequence":"%d","data":%s}"""
            .formatted(number, source, type, key.sku(), number, data);
    return new PimEvent(number, key, value, text.getBytes(StandardCharsets.UTF_8));
  }

  /** As the simulator shows content that has no short form. */
  private static String digest(String data) {
    return "#" + Integer.toHexString(Arrays.hashCode(data.getBytes(StandardCharsets.UTF_8)));
  }
}
