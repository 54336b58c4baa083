package io.sluice.gateway.tracing;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a message says which trace it belongs to: a header {@code traceparent}, or the CloudEvents
 * extension of that name in one of the forms of binary mode.
 */
enum MessageHeaders implements TextMapGetter<Map<String, String>> {
  GETTER;

  private static final List<String> PREFIXES = List.of("cloudEvents:", "cloudEvents_", "ce-");

  @Override
  public Iterable<String> keys(Map<String, String> headers) {
    return headers.keySet();
  }

  @Override
  public @Nullable String get(@Nullable Map<String, String> headers, String key) {
    if (headers == null || headers.isEmpty()) {
      return null;
    }
    String found = headers.get(key);
    for (int i = 0; found == null && i < PREFIXES.size(); i++) {
      found = headers.get(PREFIXES.get(i) + key);
    }
    return found;
  }
}
