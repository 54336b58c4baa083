package io.sluice.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A simulator with one channel {@code a}, and a sender that is none of ours. */
final class SimulatorFixture implements AutoCloseable {
  final Vertx vertx = Vertx.vertx();
  final ChannelSimulator simulator;
  final SimulatedChannel channel;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  SimulatorFixture() {
    simulator = await(ChannelSimulator.start(vertx, 0));
    channel = simulator.channel("a");
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static String stock(String id, String sku, long revision, long quantity) {
    return """
        {"id":"%s","sku":"%s","facet":"stock","revision":%d,"version":"%d","source":"pim",
         "stock":{"quantity":%d,"warehouse":"BER"}}"""
        .formatted(id, sku, revision, revision, quantity);
  }

  static String product(String id, String sku, long revision) {
    return """
        {"id":"%s","sku":"%s","facet":"product","revision":%d,"version":"1","source":"pim",
         "product":{"name":"Shoe","attributes":{"quantity":3}}}"""
        .formatted(id, sku, revision);
  }

  static String batch(String... updates) {
    return "{\"updates\":[" + String.join(",", updates) + "]}";
  }

  HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return send("POST", channel.url(), body);
  }

  CompletableFuture<HttpResponse<String>> postLater(String body) {
    return client.sendAsync(
        request("POST", channel.url(), body), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String url, String body)
      throws IOException, InterruptedException {
    return client.send(request(method, url, body), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", "http://127.0.0.1:" + simulator.port() + path, "");
  }

  HttpResponse<String> control(String json) throws IOException, InterruptedException {
    return send("PUT", "http://127.0.0.1:" + simulator.port() + "/control/a", json);
  }

  private static HttpRequest request(String method, String url, String body) {
    HttpRequest.BodyPublisher publisher =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(Duration.ofSeconds(10))
        .header("content-type", "application/json")
        .header("webhook-id", "call-1")
        .method(method, publisher)
        .build();
  }

  long applied(String sku) {
    return channel.find(sku, "stock", "BER").map(KeyState::revision).orElse(-1L);
  }

  @Override
  public void close() {
    await(simulator.close());
    await(vertx.close());
  }
}
