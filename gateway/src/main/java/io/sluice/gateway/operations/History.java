package io.sluice.gateway.operations;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** What happened, for people to look up. As {@link Operations}. */
public interface History {
  /**
   * Events of the journal, newest first; those of {@code held} or {@code dead} by channel and SKU.
   * A page may have fewer than the limit and not be the last.
   */
  Future<Page<EventView>> events(EventQuery query, @Nullable String cursor, int limit);

  /**
   * Where an event is. Fails with NOT_FOUND where the journal does not have it (any more).
   *
   * @param event its position, or its identity; {@code id:} before it says that it is one
   */
  Future<EventTimelineView> event(String event);

  /** Attempts, newest first; plain successes only where a SKU is named. */
  Future<Page<AttemptView>> attempts(AttemptQuery query, @Nullable String cursor, int limit);
}
