package io.sluice.trials;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program of ours in a process of its own, whose output goes to a file. Ends with this JVM. */
public final class ChildProcess implements AutoCloseable {
  private static final long LOOK_EVERY_MS = 20;

  private final Process process;
  private final Path output;
  private final long outputBegin;
  private final Thread cleaner;

  private ChildProcess(Process process, Path output, long outputBegin) {
    this.process = process;
    this.output = output;
    this.outputBegin = outputBegin;
    this.cleaner = new Thread(process::destroyForcibly, "child-cleaner");
    Runtime.getRuntime().addShutdownHook(cleaner);
  }

  /**
   * @param environment added to that of this JVM
   * @param output is appended to
   */
  public static ChildProcess start(
      List<String> command, Map<String, String> environment, Path output) {
    try {
      long begin = Files.exists(output) ? Files.size(output) : 0;
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
      builder.environment().putAll(environment);
      return new ChildProcess(builder.start(), output, begin);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A main class from the class path of this JVM. */
  public static List<String> java(List<String> options, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(javaProgram());
    command.addAll(options);
    command.addAll(FasterStart.options());
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }

  static String javaProgram() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Waits for a line and returns what the pattern's first group matched. */
  public String awaitLine(Pattern pattern, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    boolean alive = true;
    while (System.nanoTime() - end < 0) {
      Matcher found = pattern.matcher(said());
      if (found.find()) {
        return found.group(1);
      }
      if (!alive) {
        throw new IllegalStateException("ended before it said " + pattern + ":\n" + said());
      }
      alive = !ends(Duration.ofMillis(LOOK_EVERY_MS));
    }
    throw new IllegalStateException(
        "did not say " + pattern + " within " + atMost + ":\n" + said());
  }

  /** What it wrote since it was started. */
  public String said() {
    try (RandomAccessFile file = new RandomAccessFile(output.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.min(1 << 20, file.length() - outputBegin)];
      file.seek(outputBegin);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end; true when it ended. */
  public boolean ends(Duration atMost) {
    try {
      return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Waits for its end.
   *
   * @throws IllegalStateException when it still runs after that time
   */
  public int exitCode(Duration atMost) {
    if (!ends(atMost)) {
      throw new IllegalStateException("still runs after " + atMost + ":\n" + said());
    }
    return process.exitValue();
  }

  /** Sends a signal by its name, such as STOP. */
  void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("kill -" + name + " " + pid() + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As {@code kill -9}; returns when it is gone. */
  void kill9() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /**
   * Asks it to end.
   *
   * @return its exit code
   * @throws IllegalStateException when it still runs after that time
   */
  public int terminate(Duration atMost) {
    process.destroy();
    if (!ends(atMost)) {
      throw new IllegalStateException("still runs " + atMost + " after SIGTERM:\n" + said());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    kill9();
    try {
      Runtime.getRuntime().removeShutdownHook(cleaner);
    } catch (IllegalStateException shuttingDown) {
      // The hook runs anyway.
      return;
    }
  }
}
