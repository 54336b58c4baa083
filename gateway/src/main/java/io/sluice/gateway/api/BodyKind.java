package io.sluice.gateway.api;

import java.util.List;

/** What a route reads as its body. */
enum BodyKind {
  NONE(List.of()),
  COMMAND(List.of("application/json")),
  EVENTS(
      List.of(
          "application/cloudevents+json",
          "application/cloudevents-batch+json",
          "application/json"));

  private final List<String> mediaTypes;

  BodyKind(List<String> mediaTypes) {
    this.mediaTypes = mediaTypes;
  }

  List<String> mediaTypes() {
    return mediaTypes;
  }
}
