package io.sluice.simulator;

import static io.sluice.simulator.SimulatorFixture.stock;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulator as a process. */
class SimulatorMainTest {
  @TempDir private Path directory;

  private static Process java(List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(options);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void processTakesUpdatesAndWritesItsJournalBeforeItEnds() throws Exception {
    Path journal = directory.resolve("requests.ndjson");
    int own = freePort();
    List<String> options =
        List.of(
            SimulatorMain.class.getName(),
            "--port",
            "0",
            "--journal",
            journal.toString(),
            "--channel",
            "a=" + own);
    Process process = java(options);
    try (BufferedReader said = process.inputReader()) {
      assertThat(said.lines().anyMatch(line -> line.startsWith("listening on "))).isTrue();

      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + own + "/products/S"))
              .POST(HttpRequest.BodyPublishers.ofString(stock("1", "S", 7, 3)))
              .build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);

      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readAllLines(journal))
        .singleElement()
        .satisfies(
            line ->
                assertThat(new JsonObject(line).getMap())
                    .containsEntry("channel", "a")
                    .containsEntry("sku", "S")
                    .containsEntry("revision", 7)
                    .containsEntry("value", "3")
                    .containsEntry("did", "applied")
                    .containsEntry("status", 200));
  }

  @Test
  void wrongUsageEndsWithTwo() throws Exception {
    Process process = java(List.of(SimulatorMain.class.getName(), "--prot", "1"));

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
  }

  @Test
  void millionRequestsFitIntoAQuarterOfAGigabyte() throws Exception {
    Process process = java(List.of("-Xmx256m", LedgerLoad.class.getName()));
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).contains("recorded 1000000");
  }
}
