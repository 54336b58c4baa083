package io.sluice.gateway.command;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the API answered.
 *
 * @param retryAfterSeconds as it asks for, 0 where it does not
 */
record Reply(int status, byte[] body, int retryAfterSeconds) {
  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Fails with a DecodeException where it is no JSON object. */
  JsonObject json() {
    return new JsonObject(Buffer.buffer(body));
  }

  List<JsonObject> items() {
    return objects(json().getJsonArray("items", new JsonArray()));
  }

  boolean isTooLarge() {
    return status == 413;
  }

  /** Whether the same may succeed later. */
  boolean isLater() {
    return status == 429 || status == 503;
  }

  @Nullable String next() {
    return json().getString("next");
  }

  static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).collect(Collectors.toUnmodifiableList());
  }
}
