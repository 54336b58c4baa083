package io.sluice.trials.bench;

import io.sluice.trials.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A pipe that is a program with a word when it runs: the bare one, and the peer. */
record ProgramPipe(String name, String exchange, ChildProcess process) implements Pipe {
  private static final Pattern READY = Pattern.compile("(ready)");
  private static final Duration READY_AT_MOST = Duration.ofSeconds(60);
  private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xmx1g");

  static ProgramPipe bare(Path directory, String brokerUri, List<String> urls) {
    List<String> arguments = new ArrayList<>(List.of(brokerUri, "bare.events", "bare"));
    arguments.addAll(urls);
    return started(
        "bare", "bare.events", directory, ChildProcess.java(JVM, BareMain.class, arguments));
  }

  /**
   * @param classes the peer's jar and libraries
   * @param consumers of each queue; more than 1 lose the order
   */
  static ProgramPipe camel(
      Path directory, String brokerUri, List<String> urls, String classes, int consumers) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(List.of("-cp", classes, "io.sluice.trials.peers.CamelMain"));
    command.addAll(List.of("--amqp", brokerUri, "--exchange", "camel.events"));
    // A queue of one consumer may be an exclusive one: it takes no others later.
    command.addAll(List.of("--queue", "camel" + consumers));
    command.addAll(List.of("--consumers", Integer.toString(consumers)));
    urls.forEach(url -> command.addAll(List.of("--url", url)));
    return started("camel", "camel.events", directory, command);
  }

  private static ProgramPipe started(
      String name, String exchange, Path directory, List<String> command) {
    ChildProcess process = ChildProcess.start(command, Map.of(), directory.resolve(name + ".log"));
    process.awaitLine(READY, READY_AT_MOST);
    return new ProgramPipe(name, exchange, process);
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close();
  }
}
