package io.sluice.gateway.api;

import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.TakenView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that was not carried out, in the form of RFC 9457.
 *
 * @param detail one sentence or two for a person: what is wrong, what to do
 * @param items what became of each event, empty where no events were handed in
 */
record Problem(int status, String detail, List<Fault> errors, List<TakenView.Item> items) {
  /**
   * @param pointer JSON pointer into the body, or {@code ?name} of the query, {@code {name}} of the
   *     path
   */
  record Fault(String pointer, String detail, @Nullable String code) {}

  static Problem of(int status, String detail) {
    return new Problem(status, detail, List.of(), List.of());
  }

  static Problem invalid(String pointer, String detail) {
    return new Problem(400, detail, List.of(new Fault(pointer, detail, null)), List.of());
  }

  static Problem of(OperationException refusal) {
    return of(status(refusal.kind()), String.valueOf(refusal.getMessage()));
  }

  private static int status(OperationException.Kind kind) {
    switch (kind) {
      case NOT_FOUND:
        return 404;
      case INVALID:
        return 400;
      case CONFLICT:
        return 409;
      case TOO_LARGE:
        return 413;
      case UNAVAILABLE:
        return 503;
    }
    throw new IllegalArgumentException("no status for " + kind);
  }

  ProblemException asException() {
    return new ProblemException(this);
  }

  /**
   * @param title the usual phrase of the status
   * @param instance the path that was asked
   */
  Answer answer(String title, String instance) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", title);
    body.put("status", status);
    body.put("detail", detail);
    body.put("instance", UriText.reference(instance));
    body.put("errors", errors);
    if (!items.isEmpty()) {
      body.put("items", items);
    }
    return new Answer(status, "application/problem+json", Json.encode(body), Map.of());
  }
}
