package io.sluice.gateway.flow;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A receiver that remembers every request as it was on the wire and answers what it is told. */
final class Receiver implements AutoCloseable {
  /**
   * @param rawPath as sent, still encoded
   */
  record Request(
      String rawPath, String idempotencyKey, String body, int answered, Headers headers) {
    /** First value of a header as sent, null: none. */
    @Nullable String header(String name) {
      return headers.getFirst(name);
    }

    @Nullable String traceparent() {
      return header("traceparent");
    }

    JsonObject json() {
      return new JsonObject(body);
    }

    String sku() {
      return json().getString("sku");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile ToIntFunction<JsonObject> answer = body -> 200;

  Receiver() {
    try {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      server = HttpServer.create(new InetSocketAddress(loopback, 0), 100);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /**
   * @param status chooses by the body
   */
  void answers(ToIntFunction<JsonObject> status) {
    answer = status;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  List<Request> of(String sku) {
    return requests.stream().filter(request -> request.sku().equals(sku)).toList();
  }

  List<Request> accepted() {
    return requests.stream().filter(request -> request.answered() < 300).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int status = answer.applyAsInt(new JsonObject(body));
    requests.add(
        new Request(
            exchange.getRequestURI().getRawPath(),
            exchange.getRequestHeaders().getFirst("idempotency-key"),
            body,
            status,
            exchange.getRequestHeaders()));
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
