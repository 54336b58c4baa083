package io.sluice.adapter.http;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param body as far as it was read
 */
record Answer(int status, MultiMap headers, byte[] body, End end) {
  /** How the body ended. */
  enum End {
    COMPLETE,
    /** We stopped reading: longer than allowed. */
    TOO_LONG,
    /** Connection lost or time over in the middle. */
    CUT
  }

  @Nullable String header(String name) {
    return headers.get(name);
  }

  String mediaType() {
    String type = header("content-type");
    if (type == null) {
      return "";
    }
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
  }

  boolean isJson() {
    String type = mediaType();
    return type.equals("application/json") || type.equals("text/json") || type.endsWith("+json");
  }

  boolean isHtml() {
    String type = mediaType();
    if (type.equals("text/html") || type.equals("application/xhtml+xml")) {
      return true;
    }
    String start = start().toLowerCase(Locale.ROOT);
    return start.startsWith("<!doctype html") || start.startsWith("<html");
  }

  /** Whether it has no declared type but begins as JSON does. */
  boolean looksLikeJson() {
    return mediaType().isEmpty() && (start().startsWith("{") || start().startsWith("["));
  }

  private String start() {
    return new String(body, 0, Math.min(body.length, 64), StandardCharsets.UTF_8).stripLeading();
  }
}
