package io.sluice.gateway.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.sluice.adapter.Adapters;
import io.sluice.adapter.ChannelAdapter;
import io.sluice.gateway.api.ListenAddress;
import io.sluice.gateway.command.Demo;
import io.sluice.gateway.command.SluiceCommand;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.ConfigReader;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.ProblemPrinter;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.logging.ConfiguredLog;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * A gateway with a secret in every place that can hold one, whose receivers send back what they
 * were sent: no log line, answer, metric, output or file of the store may show any of it.
 */
class SecretsStayInsideTest {
  private static final String GATEWAY =
      """
      version: 1
      sources:
        pim:
          kind: rabbitmq
          uri: "amqp://pim:${env:C_AMQP}@127.0.0.1:1/"
          version_from: sequence
        posted: { kind: http, version_from: arrival }
      """;
  private static final String CHANNELS =
      """
      version: 1
      defaults: { backlog: { keep: latest_per_sku }, send: [stock] }
      accounts:
        market:
          adapter: http
          url: "SHOP/account/${env:C_PATH}/{sku}"
          allow_private: yes
          auth: { bearer: "${file:account.token}" }
      channels:
        basic:
          adapter: http
          url: "SHOP/${env:C_PATH}/{sku}?key=${env:C_QUERY}"
          allow_private: yes
          auth: { basic: { user: "${env:C_USER}", password: "${env:C_PASSWORD}" } }
          headers: { X-Api-Key: "${env:C_HEADER}", X-Shop-Token: C_LITERAL, X-Env: "a ${env:C_HEADER}" }
          sign: { standard_webhooks: "${env:C_SIGN}" }
          stock: { keep_back: 1 }
        shop:
          adapter: http
          auth: { bearer: "${env:C_BEARER}" }
          allow_private: yes
          requests:
            stock: { method: PUT, url: "${env:C_URL}", body: { available: "{stock}", sku: "{sku}" } }
        market_de: { account: market }
        moved:
          adapter: http
          url: "SHOP/moved/${env:C_PATH}?key=${env:C_QUERY}"
          allow_private: yes
          auth: { bearer: "${env:C_BEARER}" }
        unauthorized:
          adapter: http
          url: "SHOP/unauthorized/{sku}"
          allow_private: yes
          auth: { bearer: "${env:C_BEARER}" }
        later:
          adapter: http
          url: "SHOP/later/{sku}?key=${env:C_QUERY}"
          allow_private: yes
          auth: { bearer: "${env:C_BEARER}" }
          pending: { poll_every: 1s }
          listings: { url: "SHOP/moved/listed?key=${env:C_QUERY}", sku: /sku, stock: /stock }
        closed:
          adapter: http
          url: "http://127.0.0.1:1/${env:C_PATH}?key=${env:C_QUERY}"
          allow_private: yes
          auth: { bearer: "${env:C_BEARER}" }
        all:
          adapter: http
          url: "SHOP/all/${env:C_PATH}"
          allow_private: yes
          auth: { bearer: "${env:C_BEARER}" }
          backlog: { keep: every_change }
          batch: { at_most: 10 }
      tests:
        - name: a
          given: { sku: A, stock: { default: 3 } }
          expect: { basic: { stock: 1 } }
      """;
  private static final List<String> SKUS = List.of("refused", "page", "cut");

  @TempDir Path directory;
  private final Canaries canaries = new Canaries();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final AppenderBase<ILoggingEvent> log = new LogEar();
  private final List<ChannelAdapter> adapters =
      Stream.concat(Adapters.all().stream(), Stream.of(new LeakyAdapter())).toList();
  private EchoingShop shop;
  private int said;
  private Environment environment;

  private final class LogEar extends AppenderBase<ILoggingEvent> {
    private final ConfiguredLog text = new ConfiguredLog("text");
    private final ConfiguredLog json = new ConfiguredLog("json");

    @Override
    protected synchronized void append(ILoggingEvent event) {
      canaries.saw("log", text.line(event));
      canaries.saw("log in JSON", json.line(event));
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    shop = new EchoingShop();
    Map<String, String> variables = new HashMap<>(Canaries.VALUES);
    variables.put(
        "C_URL",
        "%s/requests/%s/{sku}?token=%s"
            .formatted(
                shop.url(), Canaries.VALUES.get("C_URL_PATH"), Canaries.VALUES.get("C_URL_QUERY")));
    environment = Environment.of(variables);
    write("gateway.yaml", GATEWAY);
    write("account.token", Canaries.VALUES.get("C_ACCOUNT") + "\n");
    write("channels.yaml", channels());
    write(
        "event.json",
        "{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"pim\","
            + " \"type\": \"product.stock.changed\", \"data\": {\"sku\": \"A\", \"quantity\": 7}}");
    log.setContext(root.getLoggerContext());
    log.start();
    root.addAppender(log);
    for (String each : List.of("io.sluice", "sluice")) {
      ((Logger) LoggerFactory.getLogger(each)).setLevel(Level.TRACE);
    }
  }

  @AfterEach
  void letGo() {
    root.detachAppender(log);
    for (String each : List.of("io.sluice", "sluice")) {
      ((Logger) LoggerFactory.getLogger(each)).setLevel(null);
    }
    shop.close();
  }

  private String channels() {
    return CHANNELS
        .replace("SHOP", shop.url())
        .replace("C_LITERAL", Canaries.VALUES.get("C_LITERAL"));
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(directory.resolve("config"));
    Files.writeString(directory.resolve("config").resolve(file), text);
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
  }

  private String get(Gateway gateway, String path) {
    String body =
        send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path)));
    canaries.saw("GET " + path, body);
    return body;
  }

  private String post(Gateway gateway, String path, String type, String body) {
    String answer =
        send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .header("content-type", type)
                .header("x-sluice-client", "test")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    canaries.saw("POST " + path, answer);
    return answer;
  }

  private String send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return answer.headers().map() + "\n" + answer.body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonArray items(String answer) {
    return new JsonObject(answer.substring(answer.indexOf('\n') + 1)).getJsonArray("items");
  }

  private void say(Gateway gateway, String sku, int quantity) {
    post(
        gateway,
        "/api/v1/events",
        "application/cloudevents+json",
        """
        {"specversion": "1.0", "id": "%s-%d", "source": "pim", "type": "product.stock.changed",
         "data": {"sku": "%s", "quantity": %d}}
        """
            .formatted(sku, ++said, sku, quantity));
  }

  private void command(int expected, Gateway gateway, String... args) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out, true);
    GatewayRunner runner = new GatewayRunner(writer, writer, environment);
    int exitCode =
        new SluiceCommand(
                runner,
                runner,
                runner,
                runner,
                runner,
                Demo.missing(),
                writer,
                writer,
                Map.of("SLUICE_URL", "http://127.0.0.1:" + gateway.port(), "NO_COLOR", "1"))
            .execute(args);
    assertThat(exitCode).as(String.join(" ", args) + "\n" + out).isEqualTo(expected);
    assertThat(out.toString()).as(String.join(" ", args)).isNotBlank();
    canaries.saw("sluice " + String.join(" ", args), out.toString());
  }

  private Configuration read() {
    ConfigResult result = readFiles();
    canaries.saw("problems", ProblemPrinter.print(result.problems()) + result);
    assertThat(result).as(canaries.seen("problems")).isInstanceOf(ConfigResult.Valid.class);
    return ((ConfigResult.Valid) result).configuration();
  }

  /** As whoever debugs prints them. */
  private void printRecords(Configuration configuration) {
    canaries.saw("summary", String.join("\n", configuration.summary()));
    canaries.saw("records", configuration + "\n" + configuration.gateway());
    for (SourceConfig source : configuration.gateway().sources()) {
      canaries.saw("records", source.toString());
      if (source instanceof SourceConfig.Rabbit rabbit) {
        canaries.saw("records", rabbit.broker() + Plans.rabbit(rabbit));
      }
    }
    for (ChannelConfig channel : configuration.channels()) {
      canaries.saw(
          "records",
          "%s %s %s %s"
              .formatted(channel, channel.settings(), channel.secrets(), Previews.plan(channel)));
    }
  }

  private ConfigResult readFiles() {
    return ConfigReader.read(directory.resolve("config"), environment, adapters);
  }

  private Gateway start() {
    Supplier<ConfigResult> reader = this::readFiles;
    return Gateway.start(
        (ConfigResult.Valid) reader.get(),
        reader,
        directory.resolve("data"),
        new ListenAddress("127.0.0.1", 0));
  }

  private void deliver(Gateway gateway) {
    SKUS.forEach(sku -> say(gateway, sku, 5));
    say(gateway, "fine", 5);
    // A refusal is believed once something else gets through.
    soon()
        .until(
            () -> {
              say(gateway, "fine", 5);
              return items(get(gateway, "/api/v1/dead-letters?limit=500")).size()
                  >= 4 * SKUS.size();
            });
    soon()
        .until(
            () ->
                items(get(gateway, "/api/v1/channels")).stream()
                        .filter(each -> each.toString().contains("needs attention"))
                        .count()
                    >= 2);
  }

  /** Jobs that fail, and updates that are taken and not decided. */
  private void reconcile(Gateway gateway, String channel, String expected) {
    String path = "/api/v1/channels/" + channel + "/reconcile";
    String answer = post(gateway, path, "application/json", "{}");
    String job = new JsonObject(answer.substring(answer.indexOf('\n') + 1)).getString("id");
    soon().until(() -> get(gateway, "/api/v1/jobs/" + job).contains(expected));
  }

  /** Taken and not decided, with an address to ask at that holds a secret. */
  private void lookAtPending(Gateway gateway) {
    soon().until(() -> get(gateway, "/api/v1/held?channel=later").contains("{***:"));
    String key = Canaries.VALUES.get("C_QUERY");
    soon()
        .until(
            () ->
                shop.received.stream()
                    .anyMatch(each -> each.startsWith("/status?from=key=" + key)));
  }

  private void look(Gateway gateway) {
    for (String path :
        List.of(
            "/api/v1/channels",
            "/api/v1/held?limit=500",
            "/api/v1/dead-letters?limit=500",
            "/api/v1/sources",
            "/api/v1/refused",
            "/api/v1/configuration",
            "/api/v1/skus/refused",
            "/api/v1/skus/refused/facts",
            "/api/v1/skus?sample=10",
            "/api/v1/attempts?limit=500",
            "/api/v1/attempts?sku=refused",
            "/api/v1/events?limit=500",
            "/api/v1/events/1",
            "/api/v1/audit?limit=500",
            "/api/v1/jobs",
            "/metrics",
            "/health/live",
            "/health/ready")) {
      get(gateway, path);
    }
    for (String channel :
        List.of("basic", "shop", "market_de", "moved", "unauthorized", "closed")) {
      get(gateway, "/api/v1/channels/" + channel);
      get(gateway, "/api/v1/channels/" + channel + "/backlog");
    }
    bundle("support-bundle", gateway, "--with-events");
    Thread.getAllStackTraces()
        .forEach((thread, stack) -> canaries.saw("threads", thread + " " + Arrays.toString(stack)));
  }

  /** What is in it, once by way of the gateway and once of the files alone. */
  private void bundle(String where, Gateway gateway, String... options) {
    for (String url : List.of("http://127.0.0.1:" + gateway.port(), "http://127.0.0.1:1")) {
      Path file = directory.resolve("bundle" + ++said + ".zip");
      List<String> args = new ArrayList<>(List.of("support-bundle", file.toString(), "--url", url));
      args.addAll(List.of("--config", directory.resolve("config").toString()));
      args.addAll(List.of("--data", directory.resolve("data").toString()));
      args.addAll(List.of(options));
      command(0, gateway, args.toArray(String[]::new));
      try (ZipFile zip = new ZipFile(file.toFile())) {
        for (ZipEntry entry : Collections.list(zip.entries())) {
          String text = new String(zip.getInputStream(entry).readAllBytes(), UTF_8);
          assertThat(text).as(entry.getName()).doesNotContain("could not be had");
          canaries.saw(where, entry.getName() + "\n" + text);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void askByCommand(Gateway gateway) {
    String config = directory.resolve("config").toString();
    String event = directory.resolve("config/event.json").toString();
    command(0, gateway, "channels");
    command(0, gateway, "backlog", "closed");
    command(0, gateway, "held", "list");
    command(0, gateway, "held", "list", "--json");
    command(0, gateway, "dead-letters", "list");
    command(0, gateway, "dead-letters", "list", "--json");
    command(0, gateway, "sku", "refused");
    command(0, gateway, "sku", "refused", "--json");
    command(0, gateway, "source");
    command(0, gateway, "refused");
    command(0, gateway, "reload");
    command(0, gateway, "check", "--config", config);
    command(0, gateway, "check", "--config", config, "--json");
    command(1, gateway, "test", "--config", config);
    command(0, gateway, "preview", "--config", config, "--event", event, "--explain");
    command(0, gateway, "preview", "--config", config, "--event", event, "--json");
    command(0, gateway, "preview", "--config", config, "--sku", "refused", "--explain");
    String data = directory.resolve("data").toString();
    command(69, gateway, "check", "--config", config, "--data", data, "--online");
  }

  /** Files that name what they should not. */
  private void reloadBroken(Gateway gateway) throws IOException {
    for (String name : Canaries.VALUES.keySet()) {
      String secret = "'" + Canaries.VALUES.get(name) + "'";
      for (String keys :
          List.of(
              "auth: { bearer: " + secret + " }",
              "auth: { basic: { user: u, password: " + secret + " } }",
              "auth: { bearr: " + secret + " }",
              "sign: { standard_webhooks: " + secret + " }",
              "method: \"${env:" + name + "}\"",
              "total_timeout: \"${env:" + name + "}\"",
              "url: \"ftp://${env:C_PATH}:${env:" + name + "}@h\"",
              "url: \"${env:" + name + "}\"")) {
        write(
            "channels.yaml",
            "version: 1\nchannels:\n  shop:\n    adapter: http\n    " + keys + "\n");
        ConfigResult broken = readFiles();
        canaries.saw("problems", ProblemPrinter.print(broken.problems()) + broken);
      }
    }
    post(gateway, "/api/v1/configuration/reload", "application/json", "{}");
    get(gateway, "/api/v1/configuration");
    bundle("support-bundle", gateway);
    String config = directory.resolve("config").toString();
    command(78, gateway, "check", "--config", config);
    command(78, gateway, "check", "--config", config, "--json");
    command(78, gateway, "check", "--config", config, "--format", "github");
    String uri = "amqp://u:" + Canaries.VALUES.get("C_AMQP") + "@127.0.0.1:1";
    write("gateway.yaml", GATEWAY.replaceFirst("uri: .*", "uri: \"" + uri + "\""));
    command(78, gateway, "check", "--config", config);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://merchant:${env:C_BEARER}@127.0.0.1:1/sluice",
        "jdbc:postgresql://127.0.0.1:1/sluice?user=merchant&password=${env:C_QUERY}",
        "jdbc:h2:file:./sluice;USER=merchant;PASSWORD=${env:C_QUERY}"
      })
  void passwordOfAStoreThatCannotBeOpenedIsNotSeen(String url) throws IOException {
    write("gateway.yaml", GATEWAY + "store: { url: '" + url + "' }\n");
    Configuration configuration = read();
    printRecords(configuration);
    Path data = directory.resolve("data");
    canaries.saw("records", Plans.storeName(configuration.gateway().store(), data));
    canaries.saw(
        "records",
        Plans.store(configuration.gateway().store(), data, Sizes.of(0, 1, 0), Tuning.DEFAULT)
            .toString());

    assertThatThrownBy(this::start)
        .satisfies(problem -> canaries.saw("problem", problem.toString()));

    for (OnlineCheck.Item item : OnlineCheck.look(configuration, data)) {
      canaries.saw("check", item.toString());
    }
    canaries.assertUnseen();
  }

  @Test
  void noneIsSeenAnywhere() throws IOException {
    printRecords(read());

    try (Gateway gateway = start()) {
      deliver(gateway);
      reconcile(gateway, "later", "***");
      lookAtPending(gateway);
      look(gateway);
      askByCommand(gateway);
      reloadBroken(gateway);
    }
    // Once more, from what was stored.
    write("gateway.yaml", GATEWAY);
    write("channels.yaml", channels());
    int before = shop.received.size();
    try (Gateway gateway = start()) {
      look(gateway);
      String key = Canaries.VALUES.get("C_QUERY");
      soon()
          .until(
              () ->
                  shop.received.subList(before, shop.received.size()).stream()
                      .anyMatch(each -> each.startsWith("/status?from=key=" + key)));
    }

    String sent = String.join("\n", shop.received);
    for (String name :
        List.of("C_HEADER", "C_QUERY", "C_PATH", "C_BEARER", "C_ACCOUNT", "C_URL_PATH")) {
      assertThat(sent).as(name + " reached the receiver").contains(Canaries.VALUES.get(name));
    }
    assertThat(canaries.seen("GET /api/v1/dead-letters?limit=500")).contains("***");
    assertThat(canaries.seen("GET /api/v1/attempts?limit=500")).contains("***");
    assertThat(canaries.seen("log")).contains("***").contains("delivery attempted channel=");
    assertThat(canaries.seen("log in JSON"))
        .contains("***")
        .contains("\"labels.channel\":\"basic\"")
        .contains("\"event.outcome\":\"failure\"");
    assertThat(canaries.seen("support-bundle"))
        .contains("keep_back: 1", "X-Shop-Token: ***", "${env:C_BEARER}", "sluice_store_disk_bytes")
        .contains("\"state\":\"needs attention\"", "left out, since it cannot be read")
        .contains("events/attempts.json", "sluice.mv.db", "store-writer");
    canaries.sawFiles(directory.resolve("data"));
    canaries.assertUnseen();
  }

  @Test
  void failureOfAnAdapterShowsNone() throws IOException {
    write(
        "channels.yaml",
        """
        version: 1
        channels:
          leaky: { adapter: leaky, key: "${env:C_BEARER}", send: [stock] }
        """);
    try (Gateway gateway = start()) {
      say(gateway, "A", 5);
      soon().until(() -> get(gateway, "/api/v1/channels/leaky").contains("deliver with key ***"));

      reconcile(gateway, "leaky", "list with key ***");
    }

    assertThat(canaries.seen("log")).contains("failed to read what it shows").contains("no ***");
    canaries.sawFiles(directory.resolve("data"));
    canaries.assertUnseen();
  }
}
