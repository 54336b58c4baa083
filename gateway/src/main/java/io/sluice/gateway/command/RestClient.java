package io.sluice.gateway.command;

import io.sluice.gateway.api.Json;
import io.sluice.gateway.api.UriText;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls the API. Every method fails with {@link NotReachableException} where nobody answers and
 * with {@link RefusedException} where the answer is a problem.
 */
final class RestClient {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

  /** Longer than the API itself waits. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_WITHIN)
          .build();
  private final URI base;
  private final @Nullable String token;

  /**
   * @param token of whoever may, null where nobody has to sign in
   */
  RestClient(URI base, @Nullable String token) {
    this.base = base;
    this.token = token;
  }

  static String path(String... segments) {
    return Arrays.stream(segments)
        .map(UriText::segment)
        .collect(Collectors.joining("/", "/api/v1/", ""));
  }

  /**
   * @param query values by name; a null value is left out
   */
  Reply get(String path, Map<String, @Nullable Object> query) {
    return successful(send(request(target(path, query)).GET()));
  }

  private static String target(String path, Map<String, @Nullable Object> query) {
    String parameters =
        new TreeMap<>(query)
            .entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> entry.getKey() + "=" + UriText.segment("" + entry.getValue()))
                .collect(Collectors.joining("&"));
    return parameters.isEmpty() ? path : path + "?" + parameters;
  }

  Reply post(String path, Map<String, @Nullable Object> body) {
    return successful(send(posting(path, "application/json", Json.encode(body))));
  }

  /** Hands in events; that all of them were refused or one is too large is no failure here. */
  Reply postEvents(String contentType, byte[] body) {
    return taken(send(posting(path("events"), contentType, body)));
  }

  /**
   * Hands in a batch of an import. That all of it was refused, or is to be sent again later, is no
   * failure here.
   *
   * @param source null: the usual one
   */
  Reply postImport(@Nullable String source, byte[] body) {
    Map<String, @Nullable Object> query = new TreeMap<>();
    query.put("import", true);
    query.put("source", source);
    String target = target(path("events"), query);
    Reply reply = send(posting(target, "application/cloudevents-batch+json", body));
    return reply.isLater() ? reply : taken(reply);
  }

  private Reply taken(Reply reply) {
    boolean refused = reply.status() == 400 && json(reply).containsKey("items");
    return refused || reply.isTooLarge() ? reply : successful(reply);
  }

  private HttpRequest.Builder posting(String path, String contentType, byte[] body) {
    return request(path).header("content-type", contentType).POST(BodyPublishers.ofByteArray(body));
  }

  private HttpRequest.Builder request(String target) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + target))
            .timeout(ANSWER_WITHIN)
            .header("x-sluice-client", clientName());
    return token == null ? request : request.header("authorization", "Bearer " + token);
  }

  private static String clientName() {
    return "cli/" + System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._-]", "_");
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      return new Reply(response.statusCode(), response.body(), retryAfterSeconds(response));
    } catch (IOException problem) {
      throw new NotReachableException(base, problem);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NotReachableException(base, interrupted);
    }
  }

  private static int retryAfterSeconds(HttpResponse<byte[]> response) {
    return response
        .headers()
        .firstValue("retry-after")
        .filter(text -> text.matches("[0-9]{1,4}"))
        .map(Integer::valueOf)
        .orElse(0);
  }

  /**
   * Writes a long answer as it comes. Fails as the others, and where nothing comes for a while.
   *
   * @throws IOException where it breaks off, or cannot be written
   */
  void download(String path, Map<String, @Nullable Object> query, OutputStream out)
      throws IOException {
    HttpResponse<InputStream> response;
    try {
      response =
          http.send(request(target(path, query)).GET().build(), BodyHandlers.ofInputStream());
    } catch (IOException problem) {
      throw new NotReachableException(base, problem);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NotReachableException(base, interrupted);
    }
    try (InputStream body = new PatientStream(response.body(), ANSWER_WITHIN)) {
      if (response.statusCode() != 200) {
        successful(new Reply(response.statusCode(), body.readAllBytes(), 0));
      }
      body.transferTo(out);
    }
  }

  private Reply successful(Reply reply) {
    JsonObject json = json(reply);
    if (reply.status() < 200 || reply.status() >= 300) {
      throw new RefusedException(reply.status(), json);
    }
    return reply;
  }

  private JsonObject json(Reply reply) {
    try {
      return reply.json();
    } catch (DecodeException | ClassCastException foreign) {
      throw new NotReachableException(base, reply.status());
    }
  }
}
