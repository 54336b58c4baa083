package io.sluice.source.rabbitmq;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A RabbitMQ broker of our own: a child process with its own name service, ports and directory. The
 * installed broker's files stay untouched, and nothing is left behind.
 *
 * <p>A quorum queue needs about 2.5 s between its declaration and {@link #kill9}: killed younger it
 * may come back dead, a fault of the broker and not what a test is after. See {@link
 * #awaitQuorumQueuesSettled}.
 */
public final class RabbitMqNode implements AutoCloseable {
  private static final Path SERVER = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
  private static final int START_TRIES = 3;
  private static final Duration START_AT_MOST = Duration.ofSeconds(60);
  private static final long QUORUM_SETTLE_MILLIS = 2500;

  private final Path directory;
  private final RabbitMqNodeFiles files;
  private final Thread cleaner = new Thread(this::killAll, "rabbitmq-cleaner");
  private @Nullable Process epmd;
  private @Nullable Process broker;

  private RabbitMqNode(Path directory) throws IOException {
    this.directory = directory;
    this.files = RabbitMqNodeFiles.write(directory);
    // A test run that is cut short must not leave a broker.
    Runtime.getRuntime().addShutdownHook(cleaner);
  }

  /**
   * A running node. Where RabbitMQ is not installed the test is skipped, except with {@code
   * CI=true}, where it fails.
   */
  public static RabbitMqNode startOrSkip() {
    if (!Files.exists(SERVER)) {
      String reason = "RabbitMQ is not installed (" + SERVER + ")";
      if ("true".equals(System.getenv("CI"))) {
        Assertions.fail(reason);
      }
      Assumptions.abort(reason);
    }
    return start();
  }

  /** A running node on fresh ports. */
  public static RabbitMqNode start() {
    IllegalStateException last = new IllegalStateException("RabbitMQ did not start");
    for (int i = 0; i < START_TRIES; i++) {
      RabbitMqNode node = create();
      try {
        node.startProcesses();
        return node;
      } catch (IllegalStateException e) {
        // Another process may have taken a port between our look and the broker's bind.
        last = e;
        node.close();
      }
    }
    throw last;
  }

  private static RabbitMqNode create() {
    try {
      return new RabbitMqNode(Files.createTempDirectory("sluice-rabbitmq"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return files.amqpPort();
  }

  /** Of the script that runs the broker; the Erlang machine is its child. */
  public long pid() {
    Process running = broker;
    if (running == null) {
      throw new IllegalStateException("RabbitMQ does not run");
    }
    return running.pid();
  }

  /** For guest on the default virtual host. */
  public String uri() {
    return "amqp://guest:guest@127.0.0.1:" + port();
  }

  /** A client's connection; the caller closes it. */
  public Connection connect() {
    try {
      return factory().newConnection("test");
    } catch (IOException | TimeoutException e) {
      throw new IllegalStateException("no connection to " + uri(), e);
    }
  }

  /** The broker's process dies at once; its data stays for {@link #restart}. */
  public void kill9() {
    kill(broker);
    broker = null;
  }

  /** Starts again with the same ports and data; returns when clients can connect. */
  public void restart() {
    kill9();
    startProcesses();
  }

  /** Lets time pass until quorum queues declared before survive a kill. */
  public void awaitQuorumQueuesSettled() {
    Process running = broker;
    if (running != null && waits(running, QUORUM_SETTLE_MILLIS)) {
      throw new IllegalStateException("RabbitMQ ended: " + log());
    }
  }

  /** Runs rabbitmqctl and returns what it printed. */
  public String control(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(sbin("rabbitmqctl").toString());
    command.add("-q");
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        files
            .builder(command)
            .redirectOutput(ProcessBuilder.Redirect.PIPE)
            .redirectErrorStream(true);
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    killAll();
    try {
      Runtime.getRuntime().removeShutdownHook(cleaner);
    } catch (IllegalStateException e) {
      // The JVM shuts down: the hook runs anyway.
      return;
    }
    deleteDirectory();
  }

  private void startProcesses() {
    try {
      if (epmd == null || !epmd.isAlive()) {
        epmd = files.builder(epmdCommand()).start();
      }
      broker = files.builder(List.of(sbin("rabbitmq-server").toString())).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitReady(broker);
  }

  private List<String> epmdCommand() {
    return List.of("epmd", "-port", String.valueOf(files.epmdPort()), "-address", "127.0.0.1");
  }

  private void awaitReady(Process process) {
    long end = System.nanoTime() + START_AT_MOST.toNanos();
    while (System.nanoTime() - end < 0) {
      if (waits(process, 50)) {
        throw new IllegalStateException("RabbitMQ ended: " + log());
      }
      if (accepts()) {
        return;
      }
    }
    throw new IllegalStateException("RabbitMQ is not ready: " + log());
  }

  /** Waits for the process to end; true when it did. */
  private static boolean waits(Process process, long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private boolean accepts() {
    try (Connection connection = factory().newConnection()) {
      return connection.isOpen();
    } catch (IOException | TimeoutException e) {
      return false;
    }
  }

  private ConnectionFactory factory() {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(port());
    factory.setAutomaticRecoveryEnabled(false);
    factory.setConnectionTimeout(5000);
    factory.setChannelRpcTimeout(10_000);
    factory.setMaxInboundMessageBodySize(256 << 20);
    return factory;
  }

  private void killAll() {
    kill(broker);
    kill(epmd);
  }

  /** Children first: the port programs of the Erlang machine would outlive it for a moment. */
  private static void kill(@Nullable Process process) {
    if (process == null) {
      return;
    }
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
  }

  private String log() {
    try {
      return Files.readString(directory.resolve("output"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void deleteDirectory() {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Not the wrapper in /usr/sbin: that changes the user or refuses. */
  private static Path sbin(String program) {
    try {
      return SERVER.toRealPath().resolveSibling(program);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
