package io.sluice.adapter.wire;

import io.sluice.adapter.Outcome;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param body as far as it was read
 */
public record Answer(int status, MultiMap headers, byte[] body, End end) {
  /** How the body ended. */
  public enum End {
    COMPLETE,
    /** We stopped reading: longer than allowed. */
    TOO_LONG,
    /** Connection lost or time over in the middle. */
    CUT
  }

  public @Nullable String header(String name) {
    return headers.get(name);
  }

  public String mediaType() {
    String type = header("content-type");
    if (type == null) {
      return "";
    }
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
  }

  public boolean isJson() {
    String type = mediaType();
    return type.equals("application/json") || type.equals("text/json") || type.endsWith("+json");
  }

  public boolean isHtml() {
    String type = mediaType();
    if (type.equals("text/html") || type.equals("application/xhtml+xml")) {
      return true;
    }
    String start = start().toLowerCase(Locale.ROOT);
    return start.startsWith("<!doctype html") || start.startsWith("<html");
  }

  /** Whether it has no declared type but begins as JSON does. */
  public boolean looksLikeJson() {
    return mediaType().isEmpty() && (start().startsWith("{") || start().startsWith("["));
  }

  private String start() {
    return new String(body, 0, Math.min(body.length, 64), StandardCharsets.UTF_8).stripLeading();
  }

  /**
   * What keeps it from being read, if anything: it did not arrive whole. From 500 on, and for 429,
   * its head says enough; a refusal too long to read is one nevertheless.
   */
  public Optional<Outcome> broken() {
    boolean headSays = status >= 500 || status == 429;
    if (end == End.CUT && !headSays) {
      return Optional.of(new Outcome.Unknown("answer " + status + " broke off", true));
    }
    if (end == End.TOO_LONG && status < 300) {
      return Optional.of(new Outcome.Unknown("answer longer than answer_at_most", false));
    }
    return Optional.empty();
  }
}
