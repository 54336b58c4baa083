package io.sluice.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sluice.gateway.command.CheckOptions;
import io.sluice.gateway.command.Checker.Format;
import io.sluice.gateway.runtime.GatewayRunner;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice check --online}: what a look outside tells. */
class OnlineCheckTest extends FlowTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int check(String broker, String url, Format format) throws IOException {
    Files.writeString(
        directory.resolve("gateway.yaml"),
        """
        version: 1
        sources:
          pim:
            kind: rabbitmq
            uri: "${env:SLUICE_TEST_NONE:-%s}"
            queue: online.check
            version_from: sequence
        """
            .formatted(broker));
    Files.writeString(
        directory.resolve("channels.yaml"),
        """
        version: 1
        channels:
          shop:
            adapter: http
            url: "%s/{sku}"
            allow_private: yes
            auth: { bearer: "${env:SLUICE_TEST_NONE:-hunter2}" }
        """
            .formatted(url));
    Path data = directory.resolve("not/there/yet");
    int exitCode =
        new GatewayRunner(new PrintWriter(out, true), new PrintWriter(err, true))
            .check(new CheckOptions(directory, format, true, data));
    assertThat(directory.resolve("not")).doesNotExist();
    assertThat(out.toString() + err).doesNotContain("hunter2");
    return exitCode;
  }

  /** Answers every request with a status and remembers its line. */
  private static HttpServer server(int status, List<String> requests) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext(
        "/",
        exchange -> {
          String credentials = exchange.getRequestHeaders().getFirst("authorization");
          requests.add(
              exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + credentials);
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Test
  void whatIsWellIsToldAndNothingIsChanged() throws IOException {
    List<String> requests = new CopyOnWriteArrayList<>();
    HttpServer server = server(405, requests);

    int exitCode = check(node.uri(), url(server), Format.TEXT);

    server.stop(0);
    assertThat(exitCode).as("%s", err).isZero();
    assertThat(requests).containsExactly("HEAD /sluice-check Bearer hunter2");
    assertThat(out.toString().lines())
        .anyMatch(line -> line.matches("ok      store: .*: will be made, .* free"))
        .contains("ok      source pim: connected; queue online.check will be made")
        .contains("ok      channel shop: answers (HTTP 405 to HEAD)")
        .endsWith("Fine: 1 source and 1 channel.");
    int again = check(node.uri(), "http://127.0.0.1:1", Format.JSON);
    assertThat(again).isEqualTo(69);
    JsonObject report = new JsonObject(out.toString().substring(out.toString().indexOf('{')));
    assertThat(report.getJsonArray("outside").getJsonObject(1).getString("text"))
        .contains("will be made");
  }

  @Test
  void whatIsNotWellIsNamedWithWhatToDo() throws IOException {
    HttpServer server = server(401, new CopyOnWriteArrayList<>());

    int exitCode = check("amqp://127.0.0.1:1", url(server), Format.TEXT);

    server.stop(0);
    assertThat(exitCode).isEqualTo(69);
    assertThat(err.toString())
        .contains("NOT OK  source pim: nothing listens at 127.0.0.1:1; start the broker")
        .contains("NOT OK  channel shop: refuses the credentials (HTTP 401): look at auth")
        .contains("2 things outside not as it should be");
  }
}
