package io.sluice.gateway.runtime;

import io.sluice.gateway.operations.AttemptQuery;
import io.sluice.gateway.operations.AttemptView;
import io.sluice.gateway.operations.EventQuery;
import io.sluice.gateway.operations.EventTimelineView;
import io.sluice.gateway.operations.EventView;
import io.sluice.gateway.operations.History;
import io.sluice.gateway.operations.Page;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** What the journal and the log of attempts still have, looked up on workers. Thread-safe. */
final class JournalHistory implements History {
  private final Vertx vertx;
  private final EventSearch search;
  private final Attempts attempts;
  private final Timelines timelines;

  JournalHistory(Vertx vertx, EventSearch search, Attempts attempts, Timelines timelines) {
    this.vertx = vertx;
    this.search = search;
    this.attempts = attempts;
    this.timelines = timelines;
  }

  @Override
  public Future<Page<EventView>> events(EventQuery query, @Nullable String cursor, int limit) {
    return vertx.executeBlocking(() -> search.page(query, cursor, limit), false);
  }

  @Override
  public Future<EventTimelineView> event(String event) {
    return timelines.of(event);
  }

  @Override
  public Future<Page<AttemptView>> attempts(
      AttemptQuery query, @Nullable String cursor, int limit) {
    return vertx.executeBlocking(() -> attempts.page(query, cursor, limit), false);
  }
}
