package io.sluice.gateway.runtime;

import io.sluice.gateway.api.Json;
import io.sluice.gateway.api.ListenAddress;
import io.sluice.gateway.command.RunOptions;
import io.sluice.gateway.command.SluiceVersion;
import io.sluice.gateway.config.Configuration;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code sluice run} says on standard output; the log is beside it on standard error. */
final class RunConsole {
  private final PrintWriter out;
  private final RunOptions options;
  private final Configuration configuration;
  private final ListenAddress address;

  RunConsole(
      PrintWriter out, RunOptions options, Configuration configuration, ListenAddress address) {
    this.out = out;
    this.options = options;
    this.configuration = configuration;
    this.address = address;
  }

  /** Before the start, so that it is to be seen where the start fails. */
  void starting() {
    if (!options.json()) {
      out.println(StartReport.program(SluiceVersion.current()));
      out.println("config: " + options.config().toAbsolutePath().normalize());
      summary().forEach(out::println);
      out.flush();
    }
  }

  void ready(Gateway gateway) {
    Holdings holdings = gateway.holdings();
    String scheme = configuration.gateway().api().tls().isPresent() ? "https://" : "http://";
    String api = scheme + new ListenAddress(address.host(), gateway.port()) + "/api/v1";
    // Of the Java machine. The time that the system knows for the process is off by a second.
    long startMs = ManagementFactory.getRuntimeMXBean().getUptime();
    if (options.json()) {
      print(StartReport.json(SluiceVersion.current(), summary(), holdings, api, startMs));
      return;
    }
    StartReport.lines(holdings).forEach(out::println);
    out.printf("Ready. API on %s, after %d.%d s.%n", api, startMs / 1000, startMs % 1000 / 100);
    out.flush();
  }

  void stopping() {
    if (!options.json()) {
      out.printf(
          "Stopping. Calls in flight have %d s to end.%n",
          configuration.gateway().shutdownWait().toSeconds());
      out.flush();
    }
  }

  void stopped() {
    if (options.json()) {
      print(Map.of("state", "stopped"));
    } else {
      out.println("Stopped. What was not delivered is kept and goes on at the next start.");
      out.flush();
    }
  }

  private List<String> summary() {
    return configuration.summary(
        Plans.url(configuration.gateway().store().url(), options.data()), address.toString());
  }

  private void print(Map<String, ? extends @Nullable Object> report) {
    out.println(new String(Json.encode(report), StandardCharsets.UTF_8));
    out.flush();
  }
}
