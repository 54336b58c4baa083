package io.sluice.gateway.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    description = "Run the gateway until it is told to stop (Ctrl-C, SIGTERM).",
    footer = {
      "",
      "Examples:",
      "  sluice run",
      "  sluice run --config /etc/sluice --data /var/lib/sluice --listen 127.0.0.1:8081",
      "  sluice run --until-ready",
      "",
      "Variables: SLUICE_LOG=json for logs in JSON (ECS), SLUICE_LOG_LEVEL=DEBUG for more of them."
    })
final class RunCommand implements Callable<Integer> {
  private final Runner runner;

  @Spec private CommandSpec spec;

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where it keeps what it must not forget (default: data).")
  private Path data = Path.of("data");

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where the API listens; else api.listen of gateway.yaml.")
  private @Nullable String listen;

  @Option(
      names = "--until-ready",
      description = "Stop as soon as it is ready: tries the configuration, the store and the port.")
  private boolean untilReady;

  @Option(names = "--json", description = "Report in JSON, one object a line.")
  private boolean json;

  RunCommand(Runner runner) {
    this.runner = runner;
  }

  @Override
  public Integer call() {
    if (listen != null) {
      ListenOption.anywhere(spec, listen);
    }
    return runner.run(
        new RunOptions(config.directory(), data, Optional.ofNullable(listen), untilReady, json));
  }
}
