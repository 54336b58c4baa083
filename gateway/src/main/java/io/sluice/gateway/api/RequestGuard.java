package io.sluice.gateway.api;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Refuses a request by its head, before its body is read. */
final class RequestGuard {
  private final ApiRoute route;

  RequestGuard(ApiRoute route) {
    this.route = route;
  }

  void check(RoutingContext context) {
    checkQuery(context.queryParams());
    if (route.body() != BodyKind.NONE) {
      checkForgery(context.request());
      checkBody(context.request(), route.body());
    }
    context.next();
  }

  private void checkQuery(MultiMap query) {
    for (Map.Entry<String, String> parameter : query) {
      String name = parameter.getKey();
      if (!route.query().contains(name)) {
        throw Problem.invalid("?" + name, "unknown '" + name + "' in the query (" + allowed() + ")")
            .asException();
      }
    }
  }

  private String allowed() {
    Set<String> names = new TreeSet<>(route.query());
    return names.isEmpty() ? "this call takes none" : "allowed: " + String.join(", ", names);
  }

  /** A page of another site cannot send this header without a permission that nobody gives it. */
  private static void checkForgery(HttpServerRequest request) {
    String client = request.getHeader(ApiRequest.CLIENT_HEADER);
    if (client == null || client.isBlank()) {
      throw Problem.of(
              403, "The header " + ApiRequest.CLIENT_HEADER + " is missing; any value will do.")
          .asException();
    }
  }

  static void checkBody(HttpServerRequest request, BodyKind kind) {
    checkContentType(request, kind);
    checkLength(request, kind);
  }

  private static void checkContentType(HttpServerRequest request, BodyKind kind) {
    MediaType type = MediaType.of(request.getHeader("content-type"));
    if (!kind.mediaTypes().contains(type.name()) || !type.isUtf8()) {
      throw Problem.of(
              415,
              "The content type must be one of "
                  + String.join(", ", kind.mediaTypes())
                  + ", in UTF-8.")
          .asException();
    }
    String encoding = request.getHeader("content-encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw Problem.of(415, "The body must not be compressed.").asException();
    }
  }

  private static void checkLength(HttpServerRequest request, BodyKind kind) {
    long limit = kind.limit(MediaType.of(request.getHeader("content-type")));
    String length = request.getHeader("content-length");
    if (length != null && Long.parseLong(length) > limit) {
      throw tooLarge(limit).asException();
    }
  }

  static Problem tooLarge(long limit) {
    return Problem.of(413, "The body is over " + limit + " bytes.");
  }
}
