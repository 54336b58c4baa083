package io.sluice.gateway.api;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What goes back to the client. */
record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
  static final String JSON = "application/json";

  static Answer ok(Object view) {
    return json(200, view);
  }

  static Answer json(int status, Object view) {
    return new Answer(status, JSON, Json.encode(view), Map.of());
  }

  static Answer text(String contentType, String text) {
    return new Answer(200, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  Answer with(String header, String value) {
    return new Answer(status, contentType, body, Map.of(header, value));
  }
}
