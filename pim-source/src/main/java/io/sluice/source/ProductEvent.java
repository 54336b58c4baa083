package io.sluice.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An immutable fact from a PIM or ERP.
 *
 * @param id CloudEvents id; with {@code origin} the identity of the event
 * @param origin CloudEvents source attribute (the configured source that read it has its own name)
 * @param type for example {@code product.stock.changed}
 * @param sku at most 200 characters, never empty
 * @param time when it happened as the sender says, or null
 * @param sequence CloudEvents extension {@code sequence}: 0 to 2^63-1, or -1 when absent
 * @param change what changed
 * @param json the whole event as one structured CloudEvents 1.0 JSON document, UTF-8: what the
 *     journal keeps; the same decoder reads it back. As received where it came structured, put
 *     together where it came binary
 * @param digest hash of type, subject and data: equal for a redelivery, different for other
 *     content. Of a product's content a hash of subject and values
 */
public record ProductEvent(
    String id,
    String origin,
    String type,
    String sku,
    @Nullable Instant time,
    long sequence,
    Change change,
    byte[] json,
    long digest) {
  public static final long NO_SEQUENCE = -1;

  public Facet facet() {
    return change.facet();
  }

  /** What the fact belongs to within its facet: warehouse, price list, or "" for product. */
  public String part() {
    return change.part();
  }
}
