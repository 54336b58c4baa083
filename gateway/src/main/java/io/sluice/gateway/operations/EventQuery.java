package io.sluice.gateway.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events; null takes all.
 *
 * @param alias what some channel calls the SKU
 * @param id identity that the sender gave
 * @param from received at or after
 * @param until received before
 * @param state a decision (new, stale, duplicate, conflict, not owned), or held or dead: of which a
 *     delivery is so now
 * @param code as for {@link AttemptQuery}: of which an attempt ended so
 */
public record EventQuery(
    @Nullable String sku,
    @Nullable String alias,
    @Nullable String id,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable String state,
    @Nullable String code) {
  public EventQuery withState(@Nullable String other) {
    return new EventQuery(sku, alias, id, from, until, other, code);
  }

  public EventQuery withCode(@Nullable String other) {
    return new EventQuery(sku, alias, id, from, until, state, other);
  }
}
