package io.sluice.source.rabbitmq;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Directory, ports and environment of one private RabbitMQ node: everything that would otherwise
 * come from the machine's own installation.
 */
record RabbitMqNodeFiles(Path directory, int amqpPort, int distributionPort, int epmdPort) {
  private static final String LOOPBACK_ONLY = "-kernel inet_dist_use_interface {127,0,0,1}";

  static RabbitMqNodeFiles write(Path directory) throws IOException {
    RabbitMqNodeFiles files = new RabbitMqNodeFiles(directory, freePort(), freePort(), freePort());
    for (String name : List.of("home", "log", "mnesia")) {
      Files.createDirectory(directory.resolve(name));
    }
    byte[] cookie = new byte[16];
    new SecureRandom().nextBytes(cookie);
    Path cookieFile =
        Files.writeString(
            directory.resolve("home/.erlang.cookie"), HexFormat.of().formatHex(cookie));
    Files.setPosixFilePermissions(cookieFile, PosixFilePermissions.fromString("r--------"));
    Files.writeString(directory.resolve("enabled_plugins"), "[].\n");
    files.configure("");
    return files;
  }

  /** Writes the configuration anew, with further lines. */
  void configure(String more) throws IOException {
    Files.writeString(
        directory.resolve("rabbitmq.conf"),
        """
        listeners.tcp.1 = 127.0.0.1:%d
        vm_memory_high_watermark.absolute = 512MiB
        disk_free_limit.absolute = 100MB
        %s
        """
            .formatted(amqpPort, more));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What it prints goes to the file {@code output}. */
  ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment());
    builder.directory(directory.toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("output").toFile()));
    builder.redirectError(ProcessBuilder.Redirect.appendTo(directory.resolve("output").toFile()));
    return builder;
  }

  private Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("HOME", file("home")),
        Map.entry("PATH", "/usr/bin:/bin"),
        Map.entry("LANG", "C.UTF-8"),
        // A node name without the machine's own name: no DNS is asked.
        Map.entry("RABBITMQ_NODENAME", "rmq" + amqpPort + "@localhost"),
        Map.entry("RABBITMQ_CONF_ENV_FILE", file("no-env.conf")),
        Map.entry("RABBITMQ_CONFIG_FILE", file("rabbitmq.conf")),
        Map.entry("RABBITMQ_ADVANCED_CONFIG_FILE", file("advanced.config")),
        Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", file("enabled_plugins")),
        Map.entry("RABBITMQ_MNESIA_BASE", file("mnesia")),
        Map.entry("RABBITMQ_LOG_BASE", file("log")),
        Map.entry("RABBITMQ_GENERATED_CONFIG_DIR", file("gen")),
        Map.entry("RABBITMQ_PID_FILE", file("pid")),
        Map.entry("RABBITMQ_DIST_PORT", String.valueOf(distributionPort)),
        Map.entry("ERL_EPMD_PORT", String.valueOf(epmdPort)),
        Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
        Map.entry("ERL_CRASH_DUMP", "/dev/null"),
        // The script then replaces itself by the Erlang machine: the child is what we kill.
        Map.entry("RUNNING_UNDER_SYSTEMD", "true"),
        Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", LOOPBACK_ONLY),
        Map.entry("RABBITMQ_CTL_ERL_ARGS", LOOPBACK_ONLY));
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }
}
