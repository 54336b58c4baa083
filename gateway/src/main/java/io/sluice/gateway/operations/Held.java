package io.sluice.gateway.operations;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** What waits for a decision, and what is dead. As {@link Operations}. */
public interface Held {
  /** Held deliveries that are not dead. */
  Future<Page<HeldView>> held(HeldQuery query, @Nullable String cursor, int limit);

  /** Dead letters. */
  Future<Page<HeldView>> deadLetters(HeldQuery query, @Nullable String cursor, int limit);

  /**
   * Decides about what matches, at once; {@link Jobs#begin} is for very much of it. The query's
   * {@code why} counts for what is held, and {@link HeldAction#DISCARD_HELD} has to name one.
   * Answers how many changes or dead letters, once that is durable.
   */
  Future<Integer> decide(HeldAction action, HeldQuery query, String who);
}
