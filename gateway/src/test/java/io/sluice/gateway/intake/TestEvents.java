package io.sluice.gateway.intake;

import io.sluice.gateway.catalog.Decision;
import io.sluice.source.Change;
import io.sluice.source.ProductEvent;
import io.sluice.store.JournalRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Stock events and the rows they become. */
final class TestEvents {
  private static final byte[] JSON = "{}".getBytes(StandardCharsets.UTF_8);

  private TestEvents() {}

  static ProductEvent stock(String id, String sku, long sequence, long quantity) {
    Change change = new Change.Stock("BER", quantity);
    long digest = Hashes.mix(Hashes.mix(Hashes.start(), sku), quantity);
    return new ProductEvent(
        id, "/erp", "product.stock.changed", sku, Instant.EPOCH, sequence, change, JSON, digest);
  }

  static JournalRow row(
      long position, String source, String sku, long epoch, long version, Decision decision) {
    return new JournalRow(
        position,
        source,
        "id-" + position,
        sku,
        "stock/BER",
        epoch,
        version,
        decision.code(),
        Long.MIN_VALUE,
        position,
        Hashes.mix(Hashes.start(), position),
        version,
        JSON);
  }

  /**
   * What an import said in the source's name.
   *
   * @param occurredAtMs time of the file
   */
  static JournalRow imported(
      long position,
      String source,
      String sku,
      long version,
      Decision decision,
      long occurredAtMs) {
    JournalRow row = row(position, source, sku, 0, version, decision);
    return new JournalRow(
        position,
        source,
        row.eventId(),
        sku,
        row.part(),
        0,
        version,
        decision.code(),
        occurredAtMs,
        position,
        0,
        version,
        JSON);
  }
}
