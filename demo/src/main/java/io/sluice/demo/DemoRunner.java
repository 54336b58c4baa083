package io.sluice.demo;

import io.sluice.demo.board.Display;
import io.sluice.demo.board.LiveTable;
import io.sluice.demo.board.PlainLines;
import io.sluice.demo.broker.EmbeddedBroker;
import io.sluice.demo.shop.Catalogue;
import io.sluice.demo.stage.Stage;
import io.sluice.demo.stage.StageException;
import io.sluice.demo.stage.StageFiles;
import io.sluice.demo.stage.StagePlan;
import io.sluice.gateway.api.ListenAddress;
import io.sluice.gateway.command.Demo;
import io.sluice.gateway.command.ExitCode;
import io.sluice.simulator.time.TimeLapse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Runs the demo, until Ctrl-C or once. */
final class DemoRunner implements Demo {
  private static final Path USUAL_DATA = Path.of("data", "demo");
  private static final ListenAddress USUAL = new ListenAddress("127.0.0.1", 8080);
  private static final ListenAddress ANY = new ListenAddress("127.0.0.1", 0);

  /** As shells tell of a SIGINT. */
  private static final int INTERRUPTED = 130;

  private final PrintWriter out;
  private final PrintWriter err;
  private final Screen screen;

  DemoRunner(PrintWriter out, PrintWriter err, Screen screen) {
    this.out = out;
    this.err = err;
    this.screen = screen;
  }

  @Override
  public int run(Options options) {
    try {
      return options.once() ? runOnce(options) : runUntilStopped(options);
    } catch (StageException e) {
      err.println("sluice: " + e.getMessage());
      return ExitCode.UNREACHABLE;
    }
  }

  private int runUntilStopped(Options options) {
    StageFiles files = StageFiles.in(options.data().orElse(USUAL_DATA));
    DemoLog.in(files.directory());
    Stage stage =
        Stage.open(
            files,
            StagePlan.lasting(
                EmbeddedBroker.freePort(), options.listen().orElse(USUAL), Shop.catalogue()));
    new Welcome(stage, files.directory()).print(out);
    Display display = screen.redraws() ? new LiveTable(out, screen.colours()) : new PlainLines(out);
    LastingDemo demo = new LastingDemo(stage, display);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(demo), "stop"));
    demo.run();
    return ExitCode.FINE;
  }

  /** A stop that was asked for and went well is no failure, whatever signal asked. */
  private void stop(LastingDemo demo) {
    int code = ExitCode.INTERNAL;
    try {
      demo.close();
      out.println("Stopped.");
      code = ExitCode.FINE;
    } finally {
      out.flush();
      Runtime.getRuntime().halt(code);
    }
  }

  private int runOnce(Options options) {
    boolean temporary = options.data().isEmpty();
    StageFiles files = StageFiles.in(options.data().orElseGet(DemoRunner::temporary));
    files.forget();
    DemoLog.in(files.directory());
    Consumer<Stage> opened =
        stage ->
            Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> breakOff(stage, files, temporary), "stop"));
    Checked result =
        options.scenario() == Scenario.MARKETPLACES
            ? morning(options, files, opened)
            : outage(options, files, opened);
    out.println(options.json() ? result.json() : result.words());
    if (result.clean()) {
      if (temporary) {
        files.delete();
      }
      return ExitCode.FINE;
    }
    result.samples().forEach(err::println);
    err.println("What it wrote down is in " + files.directory());
    return ExitCode.FOUND;
  }

  private Checked outage(Options options, StageFiles files, Consumer<Stage> opened) {
    try (Stage stage = Stage.open(files, StagePlan.checked(options.listen().orElse(ANY)))) {
      opened.accept(stage);
      return new OneOutage(stage, options.events(), step -> progress(options, step)).run();
    }
  }

  private Checked morning(Options options, StageFiles files, Consumer<Stage> opened) {
    Catalogue catalogue = Morning.catalogue(Morning.PRODUCTS);
    ListenAddress listen = options.listen().orElse(ANY);
    try (TimeLapse time = new TimeLapse(Morning.BEGINS, Morning.FACTOR);
        Stage stage = Stage.open(files, Morning.plan(listen, catalogue, time))) {
      opened.accept(stage);
      return new Morning(stage, time, catalogue, step -> progress(options, step)).run();
    }
  }

  /** At the end of the process; when all went its way there is nothing left to do. */
  private void breakOff(Stage stage, StageFiles files, boolean temporary) {
    if (!stage.isClosed()) {
      stage.close();
      if (temporary) {
        files.delete();
      }
      // Before what waited for answers tells that there are none.
      Runtime.getRuntime().halt(INTERRUPTED);
    }
  }

  private void progress(Options options, String step) {
    if (!options.json()) {
      out.println(step);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("sluice-demo-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
