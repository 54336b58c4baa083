package io.sluice.demo;

import io.sluice.demo.board.Display;
import io.sluice.demo.board.LiveTable;
import io.sluice.demo.board.PlainLines;
import io.sluice.demo.broker.EmbeddedBroker;
import io.sluice.demo.stage.Stage;
import io.sluice.demo.stage.StageException;
import io.sluice.demo.stage.StageFiles;
import io.sluice.demo.stage.StagePlan;
import io.sluice.gateway.api.ListenAddress;
import io.sluice.gateway.command.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description = {
      "Try everything out: a broker, a shop, four channels and the gateway in one process.",
      "It needs no broker, no database and no account. Not for production."
    },
    footer = {
      "",
      "Examples:",
      "  sluice demo                            until Ctrl-C",
      "  sluice demo --listen 127.0.0.1:8081    where port 8080 is in use",
      "  sluice demo --once --events 5000 --json"
    })
final class DemoCommand implements Callable<Integer> {
  private static final ListenAddress USUAL = new ListenAddress("127.0.0.1", 8080);
  private static final ListenAddress ANY = new ListenAddress("127.0.0.1", 0);
  private static final int LEAST_EVENTS = 100;
  private static final int MOST_EVENTS = 1_000_000;

  /** As shells tell of a SIGINT. */
  private static final int INTERRUPTED = 130;

  private final PrintWriter out;
  private final PrintWriter err;
  private final Screen screen;

  @Spec private CommandSpec spec;

  @Option(
      names = "--once",
      description = "Run one outage of a channel to its end, check what arrived, and stop.")
  private boolean once;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "With --once: how many events are published (default: 5000).")
  private @Nullable Integer events;

  @Option(names = "--json", description = "With --once: print the result as JSON.")
  private boolean json;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Where configuration, store and log are written (default: data/demo;",
        "with --once a temporary directory). New, empty or of an earlier demo."
      })
  private @Nullable Path data;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where the API listens (default: 127.0.0.1:8080; with --once any free port).")
  private @Nullable String listen;

  DemoCommand(PrintWriter out, PrintWriter err, Screen screen) {
    this.out = out;
    this.err = err;
    this.screen = screen;
  }

  @Override
  public Integer call() {
    require(once || (events == null && !json), "--events and --json go with --once");
    int count = events == null ? 5_000 : events;
    require(
        count >= LEAST_EVENTS && count <= MOST_EVENTS,
        "--events must be %d to %d, got %d".formatted(LEAST_EVENTS, MOST_EVENTS, count));
    ListenAddress address = address();
    try {
      return once ? runOnce(count, address) : runUntilStopped(address);
    } catch (StageException e) {
      err.println("sluice: " + e.getMessage());
      return ExitCode.UNREACHABLE;
    }
  }

  private ListenAddress address() {
    if (listen == null) {
      return once ? ANY : USUAL;
    }
    try {
      return ListenAddress.parse(listen);
    } catch (IllegalArgumentException broken) {
      throw new ParameterException(spec.commandLine(), "--listen " + broken.getMessage());
    }
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private int runUntilStopped(ListenAddress address) {
    StageFiles files = StageFiles.in(data == null ? Path.of("data", "demo") : data);
    DemoLog.in(files.directory());
    Stage stage = Stage.open(files, StagePlan.lasting(EmbeddedBroker.freePort(), address));
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

  private int runOnce(int count, ListenAddress address) {
    StageFiles files = StageFiles.in(data == null ? temporary() : data);
    files.forget();
    DemoLog.in(files.directory());
    OnceResult result;
    try (Stage stage = Stage.open(files, StagePlan.checked(address))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> breakOff(stage, files), "stop"));
      result = new OneOutage(stage, count, this::progress).run();
    }
    out.println(json ? result.json() : result.words());
    if (result.clean()) {
      if (data == null) {
        files.delete();
      }
      return ExitCode.FINE;
    }
    result.samples().forEach(err::println);
    err.println("Every request and the log are in " + files.directory());
    return ExitCode.FOUND;
  }

  /** At the end of the process; when all went its way there is nothing left to do. */
  private void breakOff(Stage stage, StageFiles files) {
    if (!stage.isClosed()) {
      stage.close();
      if (data == null) {
        files.delete();
      }
      // Before what waited for answers tells that there are none.
      Runtime.getRuntime().halt(INTERRUPTED);
    }
  }

  private void progress(String step) {
    if (!json) {
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
