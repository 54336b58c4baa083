package io.sluice.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.trials.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The archive with configuration and data of its own, as on some server. */
final class Installation {
  private static final Pattern READY = Pattern.compile("Ready\\. API on (http://\\S+)/api/v1");
  private static final Pattern TIME = Pattern.compile("(?m)^[0-9-]{10}T[0-9:.]+Z ");

  private static final String GATEWAY =
      """
      version: 1
      sources:
        pim:
          kind: rabbitmq
          uri: "${env:SLUICE_AMQP_URI}"
          queue: sluice.pim
          exchange: product.events
          queue_type: quorum
          bind: ["#"]
          declare: yes
          version_from: sequence
      """;
  private static final String CHANNELS =
      """
      version: 1
      channels:
        webshop:
          adapter: http
          url: http://127.0.0.1:%d/stock
          allow_private: yes
      """;

  private final Unpacked archive;
  private final Path config;
  private final Path data;
  private final Map<String, String> environment = new TreeMap<>();

  Installation(Unpacked archive, Path directory, int channelPort) throws IOException {
    this.archive = archive;
    this.config = Files.createDirectories(directory.resolve("config"));
    this.data = directory.resolve("data");
    Files.writeString(config.resolve("gateway.yaml"), GATEWAY);
    Files.writeString(config.resolve("channels.yaml"), CHANNELS.formatted(channelPort));
    environment.put("NO_COLOR", "1");
    broker("amqp://guest:guest@127.0.0.1:1");
  }

  void broker(String uri) {
    environment.put("SLUICE_AMQP_URI", uri);
  }

  void without(String variable) {
    environment.put(variable, "");
  }

  Path data() {
    return data;
  }

  /** Adds a line to a file of the configuration. */
  void append(String file, String line) throws IOException {
    Path path = config.resolve(file);
    Files.writeString(path, Files.readString(path) + line + "\n");
  }

  /** {@code sluice run} with these places. */
  List<String> run(String listen, Path where) {
    List<String> command = archive.sluice("run", "--config", config.toString());
    command.addAll(List.of("--data", where.toString(), "--listen", listen));
    return command;
  }

  /** Starts the gateway; close it. */
  ChildProcess start() {
    return archive.start(run("127.0.0.1:0", data), environment);
  }

  static String awaitReady(ChildProcess gateway) {
    return gateway.awaitLine(READY, Unpacked.AT_MOST);
  }

  /** What a command says on standard error until it ends, and its exit code. */
  String errors(List<String> command, int exitCode) {
    List<String> quiet = new ArrayList<>(List.of("bash", "-c", "exec \"$@\" >/dev/null", "-"));
    quiet.addAll(command);
    return ended(quiet, exitCode) + "(exit code " + exitCode + ")\n";
  }

  /** What a command says until it ends. */
  String ended(List<String> command, int exitCode) {
    try (ChildProcess process = archive.start(command, environment)) {
      assertThat(process.exitCode(Unpacked.AT_MOST)).as("%s", process.said()).isEqualTo(exitCode);
      return uniform(process.said());
    }
  }

  List<String> sluice(String... arguments) {
    return archive.sluice(arguments);
  }

  /** With the places of an installation and without times. */
  String uniform(String printed) {
    return TIME.matcher(printed)
        .replaceAll("")
        .replace(data.toString(), "/var/lib/sluice")
        .replace(config.toString(), "/etc/sluice")
        .replaceAll("(?m) +$", "");
  }
}
