package io.sluice.gateway.catalog;

import io.sluice.source.Facet;

/**
 * The newest value of (SKU, facet, part), and with it the mark that the next event's version is
 * compared with.
 *
 * @param occurredAtMs as the sender said, or {@link Long#MIN_VALUE}
 */
public record Fact(
    Facet facet,
    String part,
    String source,
    long epoch,
    long version,
    long digest,
    long position,
    long receivedAtMs,
    long occurredAtMs,
    FactValue value) {
  public static final long NEVER = Long.MIN_VALUE;

  /** How a part is written in journal rows, state rows and held rows: {@code stock/BER}. */
  public static String partName(Facet facet, String part) {
    return switch (facet) {
      case STOCK -> "stock/" + part;
      case PRICE -> "price/" + part;
      case PRODUCT -> "product";
    };
  }

  /** The same with other instances of its texts. */
  Fact with(String samePart, String sameSource, FactValue sameValue) {
    return new Fact(
        facet,
        samePart,
        sameSource,
        epoch,
        version,
        digest,
        position,
        receivedAtMs,
        occurredAtMs,
        sameValue);
  }

  public String partName() {
    return partName(facet, part);
  }
}
