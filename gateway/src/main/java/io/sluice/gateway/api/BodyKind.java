package io.sluice.gateway.api;

import java.util.List;

/** What a route reads as its body. */
enum BodyKind {
  NONE,
  COMMAND,
  EVENTS,
  /** Events that stand in the body whole, so that a signature of it covers them. */
  SIGNED_EVENTS;

  private static final String JSON = "application/json";
  private static final String EVENT = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";

  /** The content types that it may have. */
  List<String> mediaTypes() {
    switch (this) {
      case NONE:
        return List.of();
      case COMMAND:
        return List.of(JSON);
      case EVENTS:
        return List.of(EVENT, BATCH, JSON);
      case SIGNED_EVENTS:
        return List.of(EVENT, BATCH);
    }
    throw new IllegalStateException("no content types for " + this);
  }
}
