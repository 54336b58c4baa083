package io.sluice.trials.faults.rows;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Behaviour of a stand-in channel, as its control takes it. */
final class Answers {
  static final JsonObject GOOD = new JsonObject().put("faults", new JsonArray());

  private Answers() {}

  static JsonObject faults(JsonObject... faults) {
    return new JsonObject().put("faults", new JsonArray(List.of(faults)));
  }

  static JsonObject status(int status) {
    return fault("status").put("status", status);
  }

  static JsonObject fault(String kind) {
    return new JsonObject().put("kind", kind);
  }

  /** Only for these products. */
  static JsonObject only(JsonObject fault, String... skus) {
    return fault.put("skus", new JsonArray(List.of((Object[]) skus)));
  }
}
