package io.sluice.trials;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The REST API of one running gateway. Thread-safe. */
public final class GatewayApi {
  private final String base;
  private final HttpCalls calls;

  /**
   * @param base scheme, host and port
   */
  GatewayApi(String base) {
    this.base = base;
    this.calls = new HttpCalls(base);
  }

  /** Scheme, host and port. */
  public String url() {
    return base;
  }

  public boolean ready() {
    return new JsonObject(calls.get("/health/ready")).getBoolean("ready");
  }

  /** What keeps it from being ready, in words. */
  public List<String> problems() {
    return new JsonObject(calls.getAny("/health/ready"))
        .getJsonArray("problems").stream().map(String::valueOf).toList();
  }

  /** Sum of all series of a metric whose line begins so. */
  public double metric(String begin) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(begin))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  public JsonObject channel(String name) {
    return new JsonObject(calls.get("/api/v1/channels/" + name));
  }

  /** All channels by name. */
  public Map<String, JsonObject> channels() {
    return items("/api/v1/channels").stream()
        .collect(Collectors.toMap(view -> view.getString("channel"), view -> view));
  }

  public List<JsonObject> sources() {
    return items("/api/v1/sources");
  }

  public List<JsonObject> deadLetters(String channel) {
    return items("/api/v1/dead-letters?limit=500&channel=" + channel);
  }

  public List<JsonObject> held(String channel) {
    return items("/api/v1/held?limit=500&channel=" + channel);
  }

  public List<JsonObject> refused() {
    return items("/api/v1/refused?limit=500");
  }

  public JsonObject sku(String sku) {
    return new JsonObject(calls.get("/api/v1/skus/" + sku));
  }

  /** Pause, resume or probe. */
  public void steer(String channel, String verb) {
    calls.post("/api/v1/channels/" + channel + "/" + verb, new JsonObject());
  }

  /** What runs, and what came of the last look at its files. */
  public JsonObject configuration() {
    return new JsonObject(calls.get("/api/v1/configuration"));
  }

  /** Has the files read again, and answers once what they say runs, or is found wrong. */
  public JsonObject reload() {
    return new JsonObject(calls.post("/api/v1/configuration/reload", new JsonObject()));
  }

  /** Begins an adopt or a reconcile; answers the job. */
  public JsonObject begin(String channel, String verb, JsonObject body) {
    return new JsonObject(calls.post("/api/v1/channels/" + channel + "/" + verb, body));
  }

  public JsonObject job(String id) {
    return new JsonObject(calls.get("/api/v1/jobs/" + id));
  }

  public String metrics() {
    return calls.get("/metrics");
  }

  /** Whether no channel has anything left that it could deliver. */
  public boolean drained() {
    return owed() == 0;
  }

  /** Updates that wait or are in flight, of all channels; what is in flight may count twice. */
  public long owed() {
    return channels().values().stream()
        .mapToLong(view -> view.getLong("backlog") + view.getInteger("inFlight"))
        .sum();
  }

  private List<JsonObject> items(String path) {
    var items = new JsonObject(calls.get(path)).getJsonArray("items");
    return IntStream.range(0, items.size()).mapToObj(items::getJsonObject).toList();
  }
}
