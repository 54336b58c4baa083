package io.sluice.gateway.api;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;

/** Asks the server and holds every answer against the document. */
final class ContractClient {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Contract contract = new Contract();
  private final URI base;

  ContractClient(URI base) {
    this.base = base;
  }

  HttpResponse<String> get(String template, String path) throws Exception {
    return send(template, request(path).GET());
  }

  HttpResponse<String> get(String path) throws Exception {
    return get(path.replaceAll("\\?.*", ""), path);
  }

  HttpResponse<String> post(String template, String path, String body) throws Exception {
    return post(template, path, body, Map.of("content-type", "application/json"));
  }

  HttpResponse<String> post(String template, String path, String body, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request =
        request(path).POST(BodyPublishers.ofString(body)).setHeader("x-sluice-client", "test");
    headers.forEach(request::setHeader);
    return send(template, request);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path));
  }

  HttpResponse<String> send(String template, HttpRequest.Builder builder)
      throws IOException, InterruptedException {
    HttpRequest request = builder.build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    contract.check(
        template,
        request.method().toLowerCase(Locale.ROOT),
        response.statusCode(),
        response.headers().firstValue("content-type").orElse(""),
        response.body());
    return response;
  }

  static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }
}
