package io.sluice.gateway.catalog;

import io.sluice.source.Facet;

/**
 * The newest value of (SKU, facet, part), and with it the mark that the next event's version is
 * compared with.
 *
 * @param occurredAtMs as the sender said but not after it came, or {@link Long#MIN_VALUE}; later
 *     where a file has said the same again
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

  /** Of what an import said without a version: below all that the source itself says. */
  public static final long NO_VERSION = -1;

  /** When an event was said: when it came at the latest, whatever its sender wrote. */
  public static long saidAtMs(long occurredAtMs, long version, long receivedAtMs) {
    boolean unknown = occurredAtMs == NEVER && version != NO_VERSION;
    return unknown ? receivedAtMs : Math.min(occurredAtMs, receivedAtMs);
  }

  /** When it was so, as far as anybody said; epoch milliseconds. */
  public long saidAtMs() {
    return occurredAtMs == NEVER && version != NO_VERSION ? receivedAtMs : occurredAtMs;
  }

  /** The same, said once more. */
  Fact saidAgain(long againVersion, long againOccurredAtMs) {
    return new Fact(
        facet,
        part,
        source,
        epoch,
        Math.max(version, againVersion),
        digest,
        position,
        receivedAtMs,
        againOccurredAtMs,
        value);
  }

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
