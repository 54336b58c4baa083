package io.sluice.gateway.api;

import io.sluice.gateway.operations.TakenView;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Takes events into a list: an event needs an id and a subject, a second one is a duplicate. */
public final class InMemoryIntake {
  public final List<String> ids = new CopyOnWriteArrayList<>();
  public final List<Integer> batches = new CopyOnWriteArrayList<>();
  public final List<JsonObject> events = new CopyOnWriteArrayList<>();

  /** SKUs; whatever is said of one is to be minded. */
  public final List<String> discontinued = new CopyOnWriteArrayList<>();

  public volatile Map<String, String> lastHeaders = Map.of();

  TakenView take(byte[] body, @Nullable String contentType, Map<String, String> headers) {
    lastHeaders = new LinkedHashMap<>(headers);
    List<TakenView.Item> items = new ArrayList<>();
    try {
      for (Object event : events(Buffer.buffer(body), String.valueOf(contentType))) {
        items.add(take((JsonObject) event));
      }
    } catch (DecodeException problem) {
      items.add(refused(null, "json.syntax", "", "no valid JSON"));
    }
    batches.add(items.size());
    return new TakenView(items);
  }

  private static Iterable<Object> events(Buffer body, String contentType) {
    return contentType.contains("batch")
        ? new JsonArray(body)
        : List.<Object>of(new JsonObject(body));
  }

  private TakenView.Item take(JsonObject event) {
    String id = event.getString("id");
    if (event.getString("subject") == null) {
      return refused(id, "field.missing", "/subject", "subject is missing");
    }
    if (ids.contains(id)) {
      return new TakenView.Item(id, "duplicate", ids.indexOf(id) + 1, null, null, null);
    }
    ids.add(id);
    events.add(event);
    String mind = discontinued.contains(event.getString("subject")) ? "mind this" : null;
    return new TakenView.Item(id, "new", ids.size(), null, null, mind);
  }

  private static TakenView.Item refused(
      @Nullable String id, String code, String path, String message) {
    return new TakenView.Item(id, "refused", 0, code, path, message);
  }
}
