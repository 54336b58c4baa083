package io.sluice.adapter.http;

import io.sluice.adapter.Secret;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Map;

/** The headers that are the same for every request of a channel, and what is added per call. */
final class RequestHeaders {
  static final CharSequence ID = HttpHeaders.createOptimized("webhook-id");
  static final CharSequence TIMESTAMP = HttpHeaders.createOptimized("webhook-timestamp");
  static final CharSequence SIGNATURE = HttpHeaders.createOptimized("webhook-signature");
  private static final CharSequence KEY = HttpHeaders.createOptimized("idempotency-key");

  private final HttpSettings settings;
  private final CharSequence contentType;

  RequestHeaders(HttpSettings settings) {
    this.settings = settings;
    this.contentType = HttpHeaders.createOptimized(settings.contentType());
  }

  MultiMap forDelivery(String id) {
    MultiMap headers = forQuestion();
    headers.set(HttpHeaders.CONTENT_TYPE, contentType);
    headers.set(ID, id);
    headers.set(KEY, id);
    return headers;
  }

  MultiMap forQuestion() {
    MultiMap headers = HttpHeaders.headers();
    headers.set(HttpHeaders.USER_AGENT, "sluice");
    headers.set(HttpHeaders.ACCEPT, "application/json, */*;q=0.5");
    for (Map.Entry<String, String> header : settings.headers().entrySet()) {
      headers.set(header.getKey(), header.getValue());
    }
    Secret authorization = settings.authorization();
    if (authorization != null) {
      headers.set(HttpHeaders.AUTHORIZATION, authorization.reveal());
    }
    return headers;
  }
}
