package io.sluice.trials;

import io.sluice.gateway.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A gateway as a process, started and killed as often as a trial wants. It comes from this JVM's
 * class path, so no jar has to be built before. One thread steers it; any may ask.
 */
public final class GatewayProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("Ready\\. API on (http://\\S+)/api/v1");
  private static final Duration READY_AT_MOST = Duration.ofMinutes(2);

  private final String brokerUri;
  private final Path config;
  private final Path data;
  private final Path output;
  private final List<String> command;
  private volatile @Nullable ChildProcess process;
  private volatile @Nullable GatewayApi api;

  private GatewayProcess(Path directory, String brokerUri, List<String> launcher) {
    this.brokerUri = brokerUri;
    this.config = directory.resolve("config");
    this.data = directory.resolve("data");
    this.output = directory.resolve("gateway.log");
    this.command = new ArrayList<>(launcher);
    command.addAll(List.of("run", "--config", config.toString(), "--data", data.toString()));
    command.addAll(List.of("--listen", "127.0.0.1:0"));
  }

  /**
   * One that does not run yet.
   *
   * @param directory has {@code config/}; gets {@code data/} and {@code gateway.log}
   * @param heap such as 256m
   */
  public static GatewayProcess in(
      Path directory, String brokerUri, String heap, String... options) {
    return ofMain(Main.class, directory, brokerUri, heap, options);
  }

  /**
   * As {@link #in}, with another main class, which takes the same arguments. An option that names a
   * collector takes the place of the usual one.
   */
  public static GatewayProcess ofMain(
      Class<?> main, Path directory, String brokerUri, String heap, String... options) {
    List<String> all = new ArrayList<>(List.of("-XX:+ExitOnOutOfMemoryError", "-Xshare:auto"));
    all.add("-Xmx" + heap);
    // Test libraries beside it would say otherwise, and keep it silent.
    all.addAll(List.of("-Dlogback.configurationFile=logback.xml", "-DSLUICE_LOG_LEVEL=WARN"));
    all.addAll(List.of(options));
    if (all.stream().noneMatch(option -> option.matches("-XX:\\+Use\\w+GC"))) {
      all.add("-XX:+UseG1GC");
    }
    return new GatewayProcess(directory, brokerUri, ChildProcess.java(all, main, List.of()));
  }

  /** One that a launcher of its own starts, such as {@code bin/sluice}. */
  public static GatewayProcess launchedBy(Path launcher, Path directory, String brokerUri) {
    return new GatewayProcess(directory, brokerUri, List.of(launcher.toString()));
  }

  /** Starts it and returns at once. */
  public void begin() {
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process = ChildProcess.start(command, Map.of("SLUICE_AMQP_URI", brokerUri), output);
  }

  public void awaitReady() {
    awaitReady(READY_AT_MOST);
  }

  public void awaitReady(Duration atMost) {
    api = new GatewayApi(running().awaitLine(READY, atMost));
  }

  /** Starts it and waits until it says that it is ready. */
  public GatewayApi start() {
    begin();
    awaitReady();
    return api();
  }

  /**
   * Of the process that was ready last.
   *
   * @throws IllegalStateException before the first start
   */
  public GatewayApi api() {
    GatewayApi last = api;
    if (last == null) {
      throw new IllegalStateException("was never ready");
    }
    return last;
  }

  public void kill9() {
    running().kill9();
  }

  /** As {@code kill -STOP}: it stands still and nobody is told. */
  public void freeze() {
    running().signal("STOP");
  }

  /** Goes on after {@link #freeze}. */
  public void thaw() {
    running().signal("CONT");
  }

  /**
   * Waits until it ends by itself.
   *
   * @return its exit code
   */
  public int exitCode(Duration atMost) {
    return running().exitCode(atMost);
  }

  /** Sends SIGTERM and returns the exit code. */
  public int sigterm(Duration atMost) {
    return running().terminate(atMost);
  }

  public boolean isAlive() {
    ChildProcess last = process;
    return last != null && last.isAlive();
  }

  public long pid() {
    return running().pid();
  }

  public Path data() {
    return data;
  }

  /** What the last start has written. */
  public String log() {
    return running().said();
  }

  /** Where all its starts write to. */
  public Path output() {
    return output;
  }

  /** Threads, open files and memory as they are. */
  public ProcessState state() {
    return ProcessState.of(pid());
  }

  /** Largest memory that the running process had, from the kernel. */
  public long peakMemoryBytes() {
    return state().peakBytes();
  }

  private ChildProcess running() {
    ChildProcess last = process;
    if (last == null) {
      throw new IllegalStateException("was never started");
    }
    return last;
  }

  @Override
  public void close() {
    ChildProcess last = process;
    if (last != null) {
      last.close();
    }
  }
}
