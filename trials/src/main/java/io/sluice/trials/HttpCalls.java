package io.sluice.trials;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;

/** Calls to one server; whatever is no success is an exception. Thread-safe. */
public final class HttpCalls {
  private static final Duration AT_MOST = Duration.ofSeconds(30);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final String base;

  public HttpCalls(String base) {
    this.base = base;
  }

  public String get(String path) {
    return send(request(path).GET().build(), BodyHandlers.ofString());
  }

  /** The body, whatever the status. */
  String getAny(String path) {
    return answer(request(path).GET().build(), BodyHandlers.ofString()).body();
  }

  public Stream<String> lines(String path) {
    return send(request(path).GET().build(), BodyHandlers.ofLines());
  }

  public String put(String path, JsonObject body) {
    return send(
        request(path).PUT(BodyPublishers.ofString(body.encode())).build(), BodyHandlers.ofString());
  }

  public String post(String path, JsonObject body) {
    return send(
        request(path).POST(BodyPublishers.ofString(body.encode())).build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(AT_MOST)
        .header("content-type", "application/json")
        .header("x-sluice-client", "trial");
  }

  private static <T> T send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    HttpResponse<T> answer = answer(request, handler);
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(
          "%s %s: %d %s"
              .formatted(request.method(), request.uri(), answer.statusCode(), answer.body()));
    }
    return answer.body();
  }

  private static <T> HttpResponse<T> answer(
      HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return CLIENT.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
