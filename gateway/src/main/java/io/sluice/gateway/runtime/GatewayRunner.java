package io.sluice.gateway.runtime;

import io.sluice.gateway.api.ListenAddress;
import io.sluice.gateway.api.ListenException;
import io.sluice.gateway.command.Checker;
import io.sluice.gateway.command.ExitCode;
import io.sluice.gateway.command.Runner;
import io.sluice.gateway.config.ApiSettings;
import io.sluice.gateway.config.ConfigReader;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.ProblemPrinter;
import io.sluice.store.StoreException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * {@code sluice run} and {@code sluice check}: reads the configuration, runs until told to stop.
 */
public final class GatewayRunner implements Runner, Checker {
  private final PrintWriter out;
  private final PrintWriter err;

  public GatewayRunner(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public int check(Path config) {
    ConfigResult result = ConfigReader.read(config, Environment.ofProcess().forOfflineCheck());
    if (!result.problems().isEmpty()) {
      err.println(ProblemPrinter.print(result.problems()));
    }
    if (result instanceof ConfigResult.Valid valid) {
      out.println("Fine: " + valid.configuration().channels().size() + " channels.");
      return ExitCode.FINE;
    }
    return ExitCode.CONFIGURATION;
  }

  @Override
  public int run(Path config, Path data, Optional<String> listen) {
    ConfigResult result = ConfigReader.read(config, Environment.ofProcess());
    if (!(result instanceof ConfigResult.Valid valid)) {
      err.println(ProblemPrinter.print(result.problems()));
      return ExitCode.CONFIGURATION;
    }
    ListenAddress address;
    try {
      address = address(valid.configuration(), listen);
    } catch (IllegalArgumentException e) {
      err.println("--listen " + e.getMessage());
      return ExitCode.USAGE;
    }
    valid.configuration().summary().forEach(out::println);
    try {
      return runUntilStopped(Gateway.start(valid.configuration(), data, address), address);
    } catch (StoreException | ListenException e) {
      err.println(e.getMessage());
      return ExitCode.UNREACHABLE;
    }
  }

  private static ListenAddress address(Configuration configuration, Optional<String> listen) {
    ApiSettings api = configuration.gateway().api();
    return listen.map(ListenAddress::parse).orElse(new ListenAddress(api.host(), api.port()));
  }

  private int runUntilStopped(Gateway gateway, ListenAddress address) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway), "stop"));
    out.println(
        "Ready. API on http://" + new ListenAddress(address.host(), gateway.port()) + "/api/v1");
    out.flush();
    try {
      // The hook ends the process.
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.FINE;
  }

  /** A stop that was asked for and went well is no failure, whatever signal asked. */
  private void stop(Gateway gateway) {
    int code = ExitCode.INTERNAL;
    try {
      gateway.close();
      out.println("Stopped. What was not delivered is kept and goes on at the next start.");
      code = ExitCode.FINE;
    } finally {
      out.flush();
      Runtime.getRuntime().halt(code);
    }
  }
}
