package io.sluice.gateway.api;

import java.util.List;

/** What a route reads as its body. */
enum BodyKind {
  NONE,
  COMMAND,
  /** A command of whoever it may be: he is not signed in yet. */
  COMMAND_OF_ANYBODY,
  EVENTS,
  /** Events that stand in the body whole, so that a signature of it covers them. */
  SIGNED_EVENTS;

  private static final long OF_ANYBODY_AT_MOST = 16 * 1024;
  private static final String JSON = "application/json";
  private static final String EVENT = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";

  /** The content types that it may have. */
  List<String> mediaTypes() {
    switch (this) {
      case NONE:
        return List.of();
      case COMMAND:
      case COMMAND_OF_ANYBODY:
        return List.of(JSON);
      case EVENTS:
        return List.of(EVENT, BATCH, JSON);
      case SIGNED_EVENTS:
        return List.of(EVENT, BATCH);
    }
    throw new IllegalStateException("no content types for " + this);
  }

  /** Whether somebody steers with it, and hands in nothing. */
  boolean isCommand() {
    return this == COMMAND || this == COMMAND_OF_ANYBODY;
  }

  /** How large it may be, in bytes. */
  long limit(MediaType type) {
    return this == COMMAND_OF_ANYBODY ? OF_ANYBODY_AT_MOST : type.bodyLimit();
  }
}
