package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents tell people to publish with, run as they are. */
class ConnectExamplesTest extends FlowTest {
  private static final Path EXAMPLES = Path.of("../docs/connect").toAbsolutePath().normalize();
  private static final String PHP_LIBRARY = "/usr/share/php/PhpAmqpLib/autoload.php";
  private static final String SOURCE =
      """
      pim:
        kind: rabbitmq
        uri: "${env:TEST_AMQP_URI}"
        exchange: product.events
        queue: QUEUE.pim
        version_from: sequence
      """;

  private static final String WEBHOOK =
      """
      pim:
        kind: webhook
        listen: 127.0.0.1:0
        secret: "${env:TEST_WEBHOOK_SECRET}"
        version_from: sequence
      """;

  private final Map<String, String> environment = new HashMap<>();
  @TempDir private Path directory;

  @Test
  void javaExampleReachesTheChannel() throws Exception {
    publishes(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            EXAMPLES.resolve("Publish.java").toString()));
  }

  @Test
  void pythonExampleReachesTheChannel() throws Exception {
    publishes(List.of(pythonWithPika(), EXAMPLES.resolve("publish.py").toString()));
  }

  @Test
  void webhookExampleReachesTheChannel() throws Exception {
    if (!succeeds(List.of("python3", "--version"))) {
      abort("no python3 is installed");
    }
    try (Flow flow = new Flow(node, directory, WEBHOOK, shop())) {
      environment.put("SLUICE_WEBHOOK", "http://127.0.0.1:" + flow.port("pim") + "/");
      environment.put("PIM_WEBHOOK_SECRET", Flow.WEBHOOK_SECRET.split(" ")[1]);
      reaches(flow, List.of("python3", EXAMPLES.resolve("webhook.py").toString()));
    }
  }

  private String pythonWithPika() throws Exception {
    for (String python : List.of("python3", "/usr/bin/python3")) {
      if (succeeds(List.of(python, "-c", "import pika"))) {
        return python;
      }
    }
    return abort("no Python with pika is installed (Debian: python3-pika)");
  }

  @Test
  void phpExampleReachesTheChannel() throws Exception {
    if (!Files.exists(Path.of(PHP_LIBRARY)) || !succeeds(List.of("php", "--version"))) {
      abort("no PHP with its AMQP library is installed (Debian: php-cli, php-amqplib)");
    }
    Files.createDirectories(directory.resolve("vendor"));
    Files.writeString(
        directory.resolve("vendor/autoload.php"), "<?php require '" + PHP_LIBRARY + "';");
    Path example = directory.resolve("publish.php");
    Files.copy(EXAMPLES.resolve("publish.php"), example);
    publishes(List.of("php", example.toString()));
  }

  private void publishes(List<String> command) throws Exception {
    environment.put("SLUICE_AMQP_URI", node.uri());
    try (Flow flow = new Flow(node, directory, SOURCE, shop())) {
      reaches(flow, command);
    }
  }

  private void reaches(Flow flow, List<String> command) throws Exception {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("MY-SKU", "42"));
    assertThat(output(all)).startsWith("published");

    soon().until(() -> !receiver.of("MY-SKU").isEmpty());
    assertThat(receiver.of("MY-SKU").get(0).json().getJsonObject("stock").getLong("quantity"))
        .isEqualTo(42);
    assertThat(flow.decisions("MY-SKU")).containsExactly("new");
  }

  private boolean succeeds(List<String> command) throws InterruptedException {
    try {
      return run(command, directory.resolve("asked")).waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private String output(List<String> command) throws Exception {
    Path output = directory.resolve("output");
    Process process = run(command, output);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String printed = Files.readString(output);
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }

  private Process run(List<String> command, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Publish.java", "publish.py", "publish.php"})
  void theReadmeShowsExactlyThat(String example) throws IOException {
    assertShown(Path.of("../README.md"), example);
  }

  @Test
  void thePageOfTheApiShowsExactlyThat() throws IOException {
    assertShown(Path.of("../docs/api.md"), "webhook.py");
  }

  private static void assertShown(Path page, String example) throws IOException {
    assertThat(Files.readString(page))
        .contains(Files.readString(EXAMPLES.resolve(example)).strip());
  }
}
