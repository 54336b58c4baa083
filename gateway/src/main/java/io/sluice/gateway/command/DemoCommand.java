package io.sluice.gateway.command;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
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
      "Try everything out: a broker, a shop, channels, marketplaces and the gateway in one",
      "process.",
      "It needs no broker, no database and no account. Not for production."
    },
    footer = {
      "",
      "Examples:",
      "  sluice demo                            until Ctrl-C",
      "  sluice demo --listen 127.0.0.1:8081    where port 8080 is in use",
      "  sluice demo --once --events 5000 --json",
      "  sluice demo --once --scenario marketplaces"
    })
final class DemoCommand implements Callable<Integer> {
  private static final int USUAL_EVENTS = 5_000;
  private static final int LEAST_EVENTS = 100;
  private static final int MOST_EVENTS = 1_000_000;

  private final Demo demo;

  @Spec private CommandSpec spec;

  @Option(
      names = "--once",
      description = "Run one scenario to its end, check what arrived, and stop.")
  private boolean once;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = {
        "With --once: outage (default), a channel is down for a while; or marketplaces, a",
        "merchant's morning with 2,000 new products, at the real limits, in simulated time."
      })
  private @Nullable String scenario;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "With --once, in an outage: how many events are published (default: 5000).")
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

  DemoCommand(Demo demo) {
    this.demo = demo;
  }

  @Override
  public Integer call() {
    require(
        once || (events == null && !json && scenario == null),
        "--events, --json and --scenario go with --once");
    Demo.Scenario chosen = scenario();
    require(
        events == null || chosen == Demo.Scenario.OUTAGE, "--events goes with --scenario outage");
    int count = events == null ? USUAL_EVENTS : events;
    require(
        count >= LEAST_EVENTS && count <= MOST_EVENTS,
        "--events must be %d to %d, got %d".formatted(LEAST_EVENTS, MOST_EVENTS, count));
    return demo.run(
        new Demo.Options(
            once,
            chosen,
            count,
            json,
            Optional.ofNullable(data),
            Optional.ofNullable(listen).map(text -> ListenOption.loopback(spec, text))));
  }

  private Demo.Scenario scenario() {
    String name = scenario == null ? "outage" : scenario;
    require(
        name.equals("outage") || name.equals("marketplaces"),
        "--scenario must be outage or marketplaces, got " + name);
    return Demo.Scenario.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
