package io.sluice.trials.faults;

import io.sluice.source.rabbitmq.RabbitMqNode;
import io.sluice.trials.Directories;
import io.sluice.trials.SimulatorProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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

  /** Plays one row on a stage of its own. Never throws for what it does. */
  public RowResult run(Row row) {
    List<RowResult> results = new ArrayList<>();
    run(List.of(row), results::add);
    return results.get(0);
  }

  /**
   * Plays rows one after the other on the same stage; after a row that missed on another one.
   *
   * @param done hears of each as it ends
   */
  void run(List<Row> act, Consumer<RowResult> done) {
    Stage stage = null;
    for (Row row : act) {
      long begun = System.nanoTime();
      stage = stage == null ? open(directory.resolve(row.id())) : stage;
      RowResult result = play(row, stage, begun);
      if (!result.passed() || row.equals(act.get(act.size() - 1))) {
        result = close(stage, result, begun);
        stage = null;
      }
      done.accept(result);
    }
  }

  private Stage open(Path own) {
    create(own);
    return new Stage(size, own, broker, simulator(own));
  }

  private static RowResult play(Row row, Stage stage, long begun) {
    Figures figures = stage.nextRow();
    String trouble = null;
    String skipped = null;
    try {
      row.script().play(stage);
    } catch (CannotTryException e) {
      skipped = e.getMessage();
    } catch (Exception e) {
      trouble = inWords(e, stage.directory());
    }
    return new RowResult(row, figures.all(), since(begun), trouble, skipped, stage.directory());
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private RowResult close(Stage stage, RowResult result, long begun) {
    stage.close();
    String trouble = cleared(stage, result.trouble());
    RowResult closed = result.ended(trouble, since(begun));
    if (closed.passed()) {
      Directories.delete(stage.directory());
    }
    return closed;
  }

  private SimulatorProcess simulator(Path own) {
    return recording
        ? SimulatorProcess.recording(own, Stage.quick())
        : SimulatorProcess.summing(own);
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

  @Override
  public void close() {
    broker.close();
  }
}
