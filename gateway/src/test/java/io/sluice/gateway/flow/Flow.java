package io.sluice.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.gateway.api.ListenAddress;
import io.sluice.gateway.config.ConfigReader;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.ProblemPrinter;
import io.sluice.gateway.runtime.Gateway;
import io.sluice.source.rabbitmq.RabbitMqNode;
import io.sluice.source.rabbitmq.TestPublisher;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;

/** A gateway with its own queue, store and configuration, and the hands to feed and ask it. */
final class Flow implements AutoCloseable {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final String STRUCTURED = "application/cloudevents+json";

  /** Two keys, as while one is changed. */
  static final String WEBHOOK_SECRET =
      "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz whsec_YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXow";

  private final RabbitMqNode node;
  private final Path directory;
  private final String name = "flow" + NUMBERS.incrementAndGet();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, TestPublisher> publishers = new HashMap<>();
  private final Start start;
  private final Environment environment;
  private Gateway gateway;

  /**
   * @param sources YAML under {@code sources:}, with {@code URI}, {@code EXCHANGE} and {@code
   *     QUEUE} to be filled in
   * @param channels YAML under {@code channels:}
   */
  Flow(RabbitMqNode node, Path directory, String sources, String channels) {
    this(node, directory, sources, channels, "");
  }

  /**
   * @param more further sections of {@code gateway.yaml}
   */
  Flow(RabbitMqNode node, Path directory, String sources, String channels, String more) {
    this(node, directory, sources, channels, more, Gateway::start);
  }

  /** How a gateway is started. */
  interface Start {
    Gateway start(
        ConfigResult.Valid read, Supplier<ConfigResult> reader, Path data, ListenAddress listen);
  }

  /**
   * @param start with other sizes than everyone's
   */
  Flow(
      RabbitMqNode node,
      Path directory,
      String sources,
      String channels,
      String more,
      Start start) {
    this(node, directory, sources, "", channels, more, start, true);
  }

  /** One whose {@code channels.yaml} has further sections, a catalog for instance. */
  static Flow withSections(RabbitMqNode node, Path directory, String sections, String channels) {
    return new Flow(node, directory, pim(), sections, channels, "", Gateway::start, true);
  }

  private Flow(
      RabbitMqNode node,
      Path directory,
      String sources,
      String sections,
      String channels,
      String more,
      Start start,
      boolean ready) {
    this.start = start;
    this.node = node;
    this.directory = directory;
    this.environment =
        Environment.of(Map.of("TEST_AMQP_URI", node.uri(), "TEST_WEBHOOK_SECRET", WEBHOOK_SECRET));
    write("gateway.yaml", "version: 1\nsources:\n" + fill(sources).indent(2) + more);
    channels(sections, channels);
    gateway = open();
    if (ready) {
      awaitReady();
    }
  }

  /** One that is not going to be ready. */
  static Flow unready(
      RabbitMqNode node, Path directory, String sources, String channels, String more) {
    return new Flow(node, directory, sources, "", channels, more, Gateway::start, false);
  }

  /** Name of a source's queue. */
  String queue(String source) {
    return name + ".q." + source;
  }

  /** One source called pim that orders by sequence. */
  static String pim() {
    return source("pim", "sequence");
  }

  static String source(String name, String versionFrom) {
    return """
        %s:
          kind: rabbitmq
          uri: "${env:TEST_AMQP_URI}"
          exchange: EXCHANGE.%s
          queue: QUEUE.%s
          version_from: %s
        """
        .formatted(name, name, name, versionFrom);
  }

  private String fill(String sources) {
    return sources.replace("EXCHANGE", name).replace("QUEUE", name + ".q");
  }

  /** Writes {@code channels.yaml} as an editor would, whatever runs. */
  void channels(String sections, String channels) {
    write("channels.yaml", "version: 1\n" + sections + "channels:\n" + channels.indent(2));
  }

  private void write(String file, String text) {
    try {
      Files.createDirectories(directory.resolve("config"));
      Files.writeString(directory.resolve("config").resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Gateway open() {
    Supplier<ConfigResult> reader =
        () -> ConfigReader.read(directory.resolve("config"), environment);
    ConfigResult result = reader.get();
    assertThat(result)
        .as(ProblemPrinter.print(result.problems()))
        .isInstanceOf(ConfigResult.Valid.class);
    return start.start(
        (ConfigResult.Valid) result,
        reader,
        directory.resolve("data"),
        new ListenAddress("127.0.0.1", 0));
  }

  void restart() {
    gateway.close();
    goOn();
  }

  void stop() {
    gateway.close();
  }

  /** Starts again after {@link #stop}. */
  void goOn() {
    gateway = open();
    awaitReady();
  }

  private void awaitReady() {
    soon()
        .untilAsserted(
            () -> assertThat(send("GET", "/health/ready", "").statusCode()).isEqualTo(200));
  }

  static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
  }

  void publish(String body) {
    publish("pim", body.getBytes(StandardCharsets.UTF_8), STRUCTURED);
  }

  /** All of them confirmed before it returns. */
  void publish(Stream<String> bodies) {
    publisher("pim").publish(bodies.map(body -> body.getBytes(StandardCharsets.UTF_8)).toList());
  }

  void publish(String source, byte[] body, String contentType) {
    publish(source, body, contentType, Map.of());
  }

  /** With AMQP headers, as the binary mode has them. */
  void publish(String source, byte[] body, String contentType, Map<String, Object> headers) {
    publisher(source).publish(body, contentType, headers);
  }

  private TestPublisher publisher(String source) {
    return publishers.computeIfAbsent(source, each -> new TestPublisher(node, name + "." + each));
  }

  /** A stock event; {@code time} may be empty. */
  static String stock(String id, String sku, String warehouse, long sequence, long quantity) {
    return event(
        id,
        "product.stock.changed",
        sequence,
        "",
        "{\"sku\":"
            + quoted(sku)
            + ",\"warehouse\":\""
            + warehouse
            + "\",\"quantity\":"
            + quantity
            + "}");
  }

  static String event(String id, String type, long sequence, String time, String data) {
    return "{\"specversion\":\"1.0\",\"id\":"
        + quoted(id)
        + ",\"source\":\"/test\",\"type\":\""
        + type
        + "\",\"sequence\":\""
        + sequence
        + "\","
        + (time.isEmpty() ? "" : "\"time\":\"" + time + "\",")
        + "\"datacontenttype\":\"application/json\",\"data\":"
        + data
        + "}";
  }

  static String quoted(String text) {
    return io.vertx.core.json.Json.encode(text);
  }

  JsonObject get(String path) {
    return new JsonObject(send("GET", "/api/v1" + path, "").body());
  }

  HttpResponse<String> post(String path, String body, String contentType) {
    return post(path, body, contentType, Map.of());
  }

  HttpResponse<String> post(
      String path, String body, String contentType, Map<String, String> headers) {
    HttpRequest.Builder request =
        request("/api/v1" + path)
            .header("content-type", contentType)
            .header("x-sluice-client", "test")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return send(request.build());
  }

  HttpResponse<String> send(String method, String path, String body) {
    return send(request(path).method(method, HttpRequest.BodyPublishers.ofString(body)).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Where its API is. */
  String url() {
    return "http://127.0.0.1:" + gateway.port();
  }

  /** Where a source of kind webhook listens. */
  int port(String source) {
    return gateway.port(source);
  }

  String metrics() {
    return send("GET", "/metrics", "").body();
  }

  JsonObject channel(String channel) {
    return get("/channels/" + channel);
  }

  JsonObject source(String source) {
    return items(get("/sources")).stream()
        .filter(each -> each.getString("source").equals(source))
        .findFirst()
        .orElseThrow();
  }

  /** Status of the readiness page, and what it says. */
  HttpResponse<String> ready() {
    return send("GET", "/health/ready", "");
  }

  /** Refused messages, newest first. */
  List<JsonObject> refused() {
    return items(get("/refused?limit=500"));
  }

  List<JsonObject> deadLetters() {
    return items(get("/dead-letters?limit=500"));
  }

  List<JsonObject> held() {
    return items(get("/held?limit=500"));
  }

  /** Decisions about a SKU, newest first. */
  List<String> decisions(String sku) {
    HttpResponse<String> answer = send("GET", "/api/v1/skus/" + segment(sku), "");
    if (answer.statusCode() == 404) {
      return List.of();
    }
    JsonArray history = new JsonObject(answer.body()).getJsonArray("history");
    return history.stream().map(each -> ((JsonObject) each).getString("decision")).toList();
  }

  static String segment(String sku) {
    return URLEncoder.encode(sku, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static List<JsonObject> items(JsonObject page) {
    return page.getJsonArray("items").stream().map(JsonObject.class::cast).toList();
  }

  @Override
  public void close() {
    publishers.values().forEach(TestPublisher::close);
    gateway.close();
  }
}
