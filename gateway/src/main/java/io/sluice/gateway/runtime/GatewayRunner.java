package io.sluice.gateway.runtime;

import io.sluice.gateway.api.ListenAddress;
import io.sluice.gateway.api.ListenException;
import io.sluice.gateway.command.Checker;
import io.sluice.gateway.command.ExitCode;
import io.sluice.gateway.command.RunOptions;
import io.sluice.gateway.command.Runner;
import io.sluice.gateway.command.Tester;
import io.sluice.gateway.config.ApiSettings;
import io.sluice.gateway.config.ConfigReader;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.ProblemPrinter;
import io.sluice.gateway.rehearsal.RuleTests;
import io.sluice.store.StoreException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * {@code sluice run}, {@code check} and {@code test}: reads the configuration, runs until told to
 * stop.
 */
public final class GatewayRunner implements Runner, Checker, Tester {
  private final PrintWriter out;
  private final PrintWriter err;

  public GatewayRunner(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public int check(Path config, boolean json) {
    ConfigResult result = ConfigReader.read(config, Environment.ofProcess().forOfflineCheck());
    boolean valid = result instanceof ConfigResult.Valid;
    if (json) {
      out.println(CheckReport.json(result));
    } else {
      if (!result.problems().isEmpty()) {
        err.println(ProblemPrinter.print(result.problems()));
      }
      (valid ? out : err).println(CheckReport.sentence(result));
    }
    return valid ? ExitCode.FINE : ExitCode.CONFIGURATION;
  }

  @Override
  public int test(Path config, boolean json) {
    ConfigResult result = ConfigReader.read(config, Environment.ofProcess().forOfflineCheck());
    if (!(result instanceof ConfigResult.Valid valid)) {
      err.println(ProblemPrinter.print(result.problems()));
      err.println(CheckReport.sentence(result));
      return ExitCode.CONFIGURATION;
    }
    List<RuleTests.Result> results = valid.configuration().rehearse(Instant.now());
    out.println(json ? TestReport.json(results) : TestReport.text(results));
    boolean passed = results.stream().allMatch(RuleTests.Result::passed);
    return passed ? ExitCode.FINE : ExitCode.FOUND;
  }

  @Override
  public int run(RunOptions options) {
    ConfigResult result = ConfigReader.read(options.config(), Environment.ofProcess());
    if (!(result instanceof ConfigResult.Valid valid)) {
      err.println(ProblemPrinter.print(result.problems()));
      err.println(CheckReport.sentence(result));
      return ExitCode.CONFIGURATION;
    }
    ListenAddress address = address(valid.configuration(), options);
    RunConsole console = new RunConsole(out, options, valid.configuration(), address);
    console.starting();
    try {
      return runUntilStopped(
          Gateway.start(valid.configuration(), options.data(), address), console, options);
    } catch (StoreException e) {
      err.println("sluice: " + e.getMessage() + next(e.kind()));
      return ExitCode.UNREACHABLE;
    } catch (ListenException e) {
      err.println("sluice: " + e.getMessage());
      return ExitCode.UNREACHABLE;
    }
  }

  /** The store does not know the option that leads elsewhere. */
  private static String next(StoreException.Kind kind) {
    return switch (kind) {
      case IN_USE, READ_ONLY, UNREACHABLE -> "; --data names another directory";
      default -> "";
    };
  }

  private static ListenAddress address(Configuration configuration, RunOptions options) {
    ApiSettings api = configuration.gateway().api();
    return options
        .listen()
        .map(ListenAddress::parse)
        .orElseGet(() -> new ListenAddress(api.host(), api.port()));
  }

  private static int runUntilStopped(Gateway gateway, RunConsole console, RunOptions options) {
    Thread stop = new Thread(() -> stop(gateway, console), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    console.ready(gateway);
    if (options.untilReady()) {
      // The hook closes it, as with any other stop.
      return ExitCode.FINE;
    }
    try {
      // The hook ends the process.
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.FINE;
  }

  /** A stop that was asked for and went well is no failure, whatever signal asked. */
  private static void stop(Gateway gateway, RunConsole console) {
    int code = ExitCode.INTERNAL;
    try {
      console.stopping();
      gateway.close();
      console.stopped();
      code = ExitCode.FINE;
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }
}
