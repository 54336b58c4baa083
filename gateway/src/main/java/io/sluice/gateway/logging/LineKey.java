package io.sluice.gateway.logging;

/** Keys of a line of the log, as they stand in text; {@link EcsLine} has their names in JSON. */
public final class LineKey {
  public static final String CHANNEL = "channel";
  public static final String SKU = "sku";

  /** {@code stock}, {@code price} or {@code product}. */
  public static final String FACET = "facet";

  /** The facet with what the fact belongs to within it: {@code stock/BER}. */
  public static final String PART = "part";

  /** Place in the journal. */
  public static final String POSITION = "position";

  /** Id that the source gave the event. */
  public static final String EVENT = "event";

  /** Number of the try, from 1. */
  public static final String ATTEMPT = "attempt";

  public static final String OUTCOME = "outcome";

  /** Of HTTP. */
  public static final String STATUS = "status";

  public static final String REASON = "reason";
  public static final String DURATION_MS = "duration_ms";

  /** Of the channel, after the attempt. */
  public static final String BREAKER = "breaker";

  /** Updates that the channel is owed. */
  public static final String BACKLOG = "backlog";

  public static final String IDEMPOTENCY_KEY = "idempotency_key";
  public static final String TRACE = "trace";
  public static final String SPAN = "span";

  private LineKey() {}
}
