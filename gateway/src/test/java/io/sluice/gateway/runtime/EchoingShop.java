package io.sluice.gateway.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A receiver that answers with all it was sent, in every form, as careless error pages do. */
final class EchoingShop implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Address and headers of each request, as they came. */
  final List<String> received = new CopyOnWriteArrayList<>();

  EchoingShop() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String heard = heard(exchange);
    received.add(heard);
    String about = exchange.getRequestURI() + body;
    Headers headers = exchange.getResponseHeaders();
    headers.add("x-echo", header(exchange, "authorization"));
    if (about.contains("/moved")) {
      headers.add("location", "/elsewhere?from=" + encoded(heard));
      answer(exchange, 302, "");
    } else if (about.contains("/later") || about.contains("/status")) {
      headers.add("location", "/status?from=" + exchange.getRequestURI().getRawQuery());
      answer(exchange, 202, "");
    } else if (about.contains("/unauthorized")) {
      answer(exchange, 401, everyForm(heard));
    } else if (about.contains("refused")) {
      headers.add("content-type", "application/json");
      answer(exchange, 422, new JsonObject().put("message", everyForm(heard)).encode());
    } else if (about.contains("page")) {
      headers.add("content-type", "text/html");
      answer(exchange, 422, everyForm(heard));
    } else if (about.contains("cut")) {
      // Where an excerpt of 2,000 characters ends lies in the middle of the credentials.
      answer(exchange, 422, "x".repeat(1_985) + header(exchange, "authorization") + heard);
    } else {
      answer(exchange, 200, "");
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = exchange.getRequestMethod().equals("HEAD") ? new byte[0] : body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private static String heard(HttpExchange exchange) {
    String headers =
        exchange.getRequestHeaders().entrySet().stream()
            .map(each -> each.getKey() + ": " + String.join(", ", each.getValue()))
            .collect(Collectors.joining("\n"));
    return exchange.getRequestURI() + "\n" + headers;
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** Line by line, so that Base64 of a value is that of nothing else. */
  private static String everyForm(String heard) {
    StringBuilder all = new StringBuilder();
    for (String line : heard.lines().toList()) {
      String value = line.substring(line.indexOf(": ") < 0 ? 0 : line.indexOf(": ") + 2);
      String credentials = value.substring(value.indexOf(' ') + 1);
      all.append(value).append(" | ");
      all.append(encoded(value)).append(" | ").append(Json.encode(value)).append(" | ");
      all.append(Json.encode(value).replace("/", "\\/")).append(" | ");
      all.append(Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8))).append(" | ");
      all.append(decoded(credentials)).append('\n');
    }
    return all.toString();
  }

  /** User and password of Basic. */
  private static String decoded(String credentials) {
    try {
      return new String(Base64.getDecoder().decode(credentials), UTF_8);
    } catch (IllegalArgumentException e) {
      return credentials;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
