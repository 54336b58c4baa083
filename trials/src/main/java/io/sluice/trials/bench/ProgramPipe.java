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
