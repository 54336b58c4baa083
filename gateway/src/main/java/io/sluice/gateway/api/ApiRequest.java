package io.sluice.gateway.api;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request, read with care: what cannot be read fails with a {@link ProblemException}. */
final class ApiRequest {
  static final String CLIENT_HEADER = "x-sluice-client";

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 500;
  private static final int MAX_CLIENT = 100;

  /** Never handed on: a refused message is kept with its headers. */
  private static final Set<String> SECRET_HEADERS =
      Set.of("authorization", "cookie", "proxy-authorization");

  private final RoutingContext context;

  ApiRequest(RoutingContext context) {
    this.context = context;
  }

  /** A variable of the path, decoded. */
  String path(String name) {
    return context.pathParam(name);
  }

  /** A value of the query, null where it is missing or empty. */
  @Nullable String query(String name) {
    List<String> values = context.queryParam(name);
    if (values.size() > 1) {
      throw Problem.invalid("?" + name, name + " stands more than once").asException();
    }
    return values.isEmpty() || values.get(0).isEmpty() ? null : values.get(0);
  }

  int limit() {
    return query("limit") == null ? DEFAULT_LIMIT : number("limit", 1, MAX_LIMIT);
  }

  /** A number of the query that must be there. */
  int number(String name, int from, int to) {
    String text = query(name);
    if (text != null && text.matches("[0-9]{1,6}")) {
      int number = Integer.parseInt(text);
      if (number >= from && number <= to) {
        return number;
      }
    }
    String wanted = "%s must be a number from %d to %d".formatted(name, from, to);
    throw Problem.invalid("?" + name, wanted).asException();
  }

  /** Whether a value of the query is true; null where it is missing. */
  @Nullable Boolean flag(String name) {
    String text = query(name);
    if (text == null || text.equals("true") || text.equals("false")) {
      return text == null ? null : Boolean.valueOf(text);
    }
    throw Problem.invalid("?" + name, name + " must be true or false").asException();
  }

  /** A time of the query; null where it is missing. */
  @Nullable Instant instant(String name) {
    String text = query(name);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException problem) {
      String wanted = name + " must be a time like 2026-01-31T08:00:00Z (RFC 3339)";
      throw Problem.invalid("?" + name, wanted).asException();
    }
  }

  /** Where the one is who asks; as {@link ClientAddress#of}. */
  String address() {
    return ClientAddress.of(context);
  }

  RoutingContext context() {
    return context;
  }

  /** Whoever asks, for the audit; as {@link Access#who}. */
  String who() {
    return Access.who(context);
  }

  /** Who asks: whoever is signed in, else as far as he says. */
  String client() {
    String signedIn = Access.name(context);
    return signedIn != null ? signedIn : said();
  }

  /** As far as he says. */
  String said() {
    String client = String.valueOf(request().getHeader(CLIENT_HEADER));
    return client.length() <= MAX_CLIENT ? client : client.substring(0, MAX_CLIENT);
  }

  /** Whoever takes a step may say why; {@link AuditTrail} reads it. */
  JsonBody json(String... names) {
    Set<String> allowed = new HashSet<>(Set.of(names));
    allowed.add("reason");
    JsonBody body = JsonBody.parse(bytes(), allowed);
    body.text("reason");
    return body;
  }

  byte[] bytes() {
    Buffer buffer = context.body().buffer();
    return buffer == null ? new byte[0] : buffer.getBytes();
  }

  @Nullable String contentType() {
    return request().getHeader("content-type");
  }

  /** First value of each header but those that hold secrets, names as sent. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    MultiMap sent = request().headers();
    for (Map.Entry<String, String> header : sent) {
      if (!SECRET_HEADERS.contains(header.getKey().toLowerCase(java.util.Locale.ROOT))) {
        headers.putIfAbsent(header.getKey(), header.getValue());
      }
    }
    return headers;
  }

  private HttpServerRequest request() {
    return context.request();
  }
}
