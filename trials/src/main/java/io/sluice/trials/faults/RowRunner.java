package io.sluice.trials.faults;

import io.sluice.source.rabbitmq.RabbitMqNode;
import io.sluice.trials.SimulatorProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plays rows one after the other on one broker. The directories of missed rows stay. */
public final class RowRunner implements AutoCloseable {
  private final Size size;
  private final Path directory;
  private final RabbitMqNode broker;
  private boolean recording = true;

  /**
   * @param broker is closed with this
   */
  public RowRunner(Size size, Path directory, RabbitMqNode broker) {
    this.size = size;
    this.directory = directory;
    this.broker = broker;
  }

  /** Without a record of each request, for rows that take hours. */
  public RowRunner summing() {
    recording = false;
    return this;
  }

  /** Never throws for what a row does. */
  public RowResult run(Row row) {
    Path own = directory.resolve(row.id());
    long begun = System.nanoTime();
    create(own);
    String trouble = null;
    String skipped = null;
    Stage stage = new Stage(size, own, broker, simulator(own));
    try (stage) {
      row.script().play(stage);
    } catch (CannotTryException e) {
      skipped = e.getMessage();
    } catch (Exception e) {
      trouble = inWords(e, own);
    }
    List<Figure> figures = stage.figures().all();
    trouble = cleared(stage, trouble);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    RowResult result = new RowResult(row, figures, took, trouble, skipped, own);
    if (result.passed()) {
      delete(own);
    }
    return result;
  }

  private SimulatorProcess simulator(Path own) {
    return recording ? SimulatorProcess.recording(own) : SimulatorProcess.summing(own);
  }

  /** The next row begins with an empty broker that runs. */
  private @Nullable String cleared(Stage stage, @Nullable String trouble) {
    try {
      stage.desk().deleteQueue();
      stage.desk().deleteExchange();
      return trouble;
    } catch (RuntimeException gone) {
      broker.restart();
      return trouble == null ? "the row left no broker: " + gone.getMessage() : trouble;
    }
  }

  private static String inWords(Exception problem, Path directory) {
    StringWriter all = new StringWriter();
    problem.printStackTrace(new PrintWriter(all, true));
    try {
      Files.writeString(directory.resolve("problem.txt"), all.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String message = problem.getMessage();
    return message == null ? problem.toString() : message.lines().findFirst().orElse("");
  }

  private static void create(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
