package io.sluice.simulator;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A channel's behaviour as JSON. */
final class ControlJson {
  private static final Set<String> KEYS =
      Set.of(
          "latency_ms",
          "latency_most_ms",
          "needs_create",
          "compares_revisions",
          "item_results",
          "faults",
          "down",
          "flapping",
          "port");

  private ControlJson() {}

  /**
   * Keys that are absent stay as they were.
   *
   * @throws IllegalArgumentException naming an unknown key or word
   */
  static Future<Void> apply(JsonObject json, SimulatedChannel channel) {
    for (String key : json.fieldNames()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException("unknown key '" + key + "'");
      }
    }
    channel.behave(behaviour(json, channel.behaviour()));
    Future<Void> done = Future.succeededFuture();
    Integer port = json.getInteger("port");
    if (port != null && channel.port() < 0) {
      done = channel.listen(port).mapEmpty();
    }
    return done.compose(listening -> presence(json, channel));
  }

  private static Future<Void> presence(JsonObject json, SimulatedChannel channel) {
    JsonObject flapping = json.getJsonObject("flapping");
    if (flapping != null) {
      return channel.flap(ms(flapping, "down_ms", 5_000), ms(flapping, "up_ms", 5_000));
    }
    Boolean down = json.getBoolean("down");
    if (down == null) {
      return Future.succeededFuture();
    }
    return down ? channel.goDown() : channel.comeUp();
  }

  private static Behaviour behaviour(JsonObject json, Behaviour now) {
    Duration latency = ms(json, "latency_ms", now.latency().toMillis());
    Duration most =
        json.containsKey("latency_ms") && !json.containsKey("latency_most_ms")
            ? latency
            : ms(json, "latency_most_ms", now.latencyMost().toMillis());
    return new Behaviour(
        latency,
        most,
        json.getBoolean("needs_create", now.needsCreate()),
        json.getBoolean("compares_revisions", now.comparesRevisions()),
        json.getBoolean("item_results", now.itemResults()),
        json.containsKey("faults") ? faults(json.getJsonArray("faults")) : now.faults());
  }

  private static Duration ms(JsonObject json, String key, long otherwise) {
    return Duration.ofMillis(json.getLong(key, otherwise));
  }

  private static List<Fault> faults(JsonArray array) {
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      faults.add(FaultJson.read(array.getJsonObject(i)));
    }
    return faults;
  }

  static JsonObject write(SimulatedChannel channel) {
    Behaviour behaviour = channel.behaviour();
    JsonArray faults = new JsonArray();
    behaviour.faults().forEach(fault -> faults.add(FaultJson.write(fault)));
    return new JsonObject()
        .put("name", channel.name())
        .put("url", channel.url())
        .put("port", channel.port())
        .put("down", channel.isDown())
        .put("latency_ms", behaviour.latency().toMillis())
        .put("latency_most_ms", behaviour.latencyMost().toMillis())
        .put("needs_create", behaviour.needsCreate())
        .put("compares_revisions", behaviour.comparesRevisions())
        .put("item_results", behaviour.itemResults())
        .put("faults", faults);
  }
}
