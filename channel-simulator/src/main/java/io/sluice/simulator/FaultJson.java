package io.sluice.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A fault as JSON. */
final class FaultJson {
  private static final Set<String> KEYS =
      Set.of(
          "kind",
          "status",
          "retry_after",
          "delay_ms",
          "expiry_ms",
          "result",
          "bytes_per_second",
          "probability",
          "times",
          "skus");

  private FaultJson() {}

  /**
   * @throws IllegalArgumentException naming an unknown key or kind
   */
  static Fault read(JsonObject json) {
    for (String key : json.fieldNames()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException("unknown key '" + key + "' in a fault");
      }
    }
    Fault plain = Fault.of(kind(json.getString("kind", "")));
    return new Fault(
        plain.kind(),
        json.getInteger("status", plain.status()),
        json.getString("retry_after"),
        Duration.ofMillis(json.getLong("delay_ms", plain.delay().toMillis())),
        Duration.ofMillis(json.getLong("expiry_ms", plain.expiry().toMillis())),
        json.getString("result", plain.result()),
        json.getInteger("bytes_per_second", plain.bytesPerSecond()),
        json.getDouble("probability", plain.probability()),
        json.getLong("times", plain.times()),
        json.getJsonArray("skus", new JsonArray()).stream()
            .map(String::valueOf)
            .collect(Collectors.toSet()));
  }

  private static Fault.Kind kind(String word) {
    List<String> words =
        Arrays.stream(Fault.Kind.values())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .toList();
    if (!words.contains(word)) {
      throw new IllegalArgumentException("unknown kind '" + word + "', allowed: " + words);
    }
    return Fault.Kind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  static JsonObject write(Fault fault) {
    JsonObject json =
        new JsonObject()
            .put("kind", fault.kind().name().toLowerCase(Locale.ROOT))
            .put("status", fault.status())
            .put("delay_ms", fault.delay().toMillis())
            .put("expiry_ms", fault.expiry().toMillis())
            .put("result", fault.result())
            .put("bytes_per_second", fault.bytesPerSecond())
            .put("probability", fault.probability())
            .put("times", fault.times())
            .put("skus", new JsonArray(List.copyOf(fault.skus())));
    return fault.retryAfter() == null ? json : json.put("retry_after", fault.retryAfter());
  }
}
