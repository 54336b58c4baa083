package io.sluice.gateway.api;

import java.util.List;

/** What a route reads as its body. */
enum BodyKind {
  NONE,
  COMMAND,
  EVENTS;

  private static final String JSON = "application/json";

  /** The content types that it may have. */
  List<String> mediaTypes() {
    switch (this) {
      case NONE:
        return List.of();
      case COMMAND:
        return List.of(JSON);
      case EVENTS:
        return List.of("application/cloudevents+json", "application/cloudevents-batch+json", JSON);
    }
    throw new IllegalStateException("no content types for " + this);
  }
}
