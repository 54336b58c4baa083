package io.sluice.simulator.bol;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Uploads of product content and what became of them. */
final class BolContents {
  private final InstantSource clock;
  private final Map<String, Upload> uploads = new HashMap<>();
  private final Map<String, String> declined = new HashMap<>();
  private final Map<String, Map<String, String>> published = new LinkedHashMap<>();
  private Duration review = Duration.ZERO;
  private int numbers;

  BolContents(InstantSource clock) {
    this.clock = clock;
  }

  private record Upload(JsonObject body, Instant completedAt) {}

  /** How long it takes from the end of the process to the end of the report. */
  void review(Duration newReview) {
    review = newReview;
  }

  void decline(String attribute, String subStatus) {
    declined.put(attribute, subStatus);
  }

  /** By EAN, then by attribute. */
  Map<String, Map<String, String>> published() {
    return Map.copyOf(published);
  }

  BolProcess.End upload(JsonObject body, Instant at) {
    String id = "u-" + ++numbers;
    uploads.put(id, new Upload(body, at.plus(review)));
    Map<String, String> values = new LinkedHashMap<>();
    each(
        body,
        "attributes",
        one -> {
          JsonObject first = one.getJsonArray("values").getJsonObject(0);
          values.put(one.getString("id"), first.getString("value"));
          return one;
        });
    values.keySet().removeAll(declined.keySet());
    published.put(values.getOrDefault("EAN", ""), Map.copyOf(values));
    return BolProcess.End.success(id);
  }

  /** Null where there is none. */
  @Nullable JsonObject report(String id) {
    Upload upload = uploads.get(id);
    if (upload == null) {
      return null;
    }
    boolean completed = !clock.instant().isBefore(upload.completedAt());
    return new JsonObject()
        .put("uploadId", id)
        .put("language", upload.body().getString("language"))
        .put("status", completed ? "COMPLETED" : "IN_PROGRESS")
        .put(
            "attributes",
            each(
                upload.body(),
                "attributes",
                one -> judged(one.copy(), one.getString("id"), completed)))
        .put(
            "assets",
            each(
                upload.body(),
                "assets",
                one -> judged(one.copy(), one.getString("url"), completed)));
  }

  private JsonObject judged(JsonObject one, String name, boolean completed) {
    String why = declined.get(name);
    if (!completed) {
      return one.put("status", "IN_PROGRESS");
    } else if (why == null) {
      return one.put("status", "PUBLISHED");
    }
    return one.put("status", "DECLINED")
        .put("subStatus", why)
        .put("subStatusDescription", "The provided value is not correct.");
  }

  private static JsonArray each(
      JsonObject body, String name, Function<JsonObject, JsonObject> make) {
    JsonArray made = new JsonArray();
    JsonArray all = body.getJsonArray(name, new JsonArray());
    for (int i = 0; i < all.size(); i++) {
      made.add(make.apply(all.getJsonObject(i)));
    }
    return made;
  }
}
