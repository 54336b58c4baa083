package io.sluice.adapter.http;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.OutgoingRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns a call into the parts of its request. Owned by one connection and its context. */
final class CallWriter {
  static final String NO_PATH_SEGMENT = "this SKU cannot safely stand in the path of the url";

  private static final byte[] NO_BODY = {};

  private final HttpSettings settings;
  private final BodyWriter bodies;

  CallWriter(HttpSettings settings) {
    this.settings = settings;
    this.bodies = new BodyWriter(settings.cloudEvents(), settings.batched());
  }

  /**
   * @param id idempotency key of the request
   * @param path with the query, as it stands in the request line
   * @param body empty for none
   */
  record Written(String id, String path, byte[] body) {}

  /** Null where the SKU cannot stand in the path. */
  @Nullable Written write(ChannelCall call) {
    ChannelUpdate first = call.updates().get(0);
    String path = settings.url().target(first.sku()).orElse(null);
    String id = settings.batched() ? call.id() : first.id();
    return path == null ? null : new Written(id, path, body(call));
  }

  private byte[] body(ChannelCall call) {
    RequestSettings request = settings.request();
    if (request == null) {
      return bodies.write(call);
    }
    return request.body() == null ? NO_BODY : request.body().write(call.updates().get(0));
  }

  /** The same for people to read; null as above. */
  @Nullable OutgoingRequest preview(ChannelCall call) {
    Written written = write(call);
    return written == null
        ? null
        : new OutgoingRequest(
            settings.method(),
            settings.url().site() + withoutSecrets(written.path()),
            headers(written.id()),
            written.body());
  }

  /** Receivers exist that want their key in the query. */
  private static String withoutSecrets(String path) {
    int query = path.indexOf('?');
    return query < 0
        ? path
        : path.substring(0, query)
            + path.substring(query).replaceAll("=[^&]*", "=" + OutgoingRequest.MASK);
  }

  private Map<String, String> headers(String id) {
    Set<String> secret = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    secret.add("authorization");
    secret.addAll(settings.headers().keySet());
    Map<String, String> headers = new LinkedHashMap<>();
    new RequestHeaders(settings)
        .forDelivery(id)
        .forEach(
            (name, value) ->
                headers.put(name, secret.contains(name) ? OutgoingRequest.MASK : value));
    if (settings.signingKeys() != null) {
      headers.put(RequestHeaders.TIMESTAMP.toString(), OutgoingRequest.MASK);
      headers.put(RequestHeaders.SIGNATURE.toString(), OutgoingRequest.MASK);
    }
    return headers;
  }
}
