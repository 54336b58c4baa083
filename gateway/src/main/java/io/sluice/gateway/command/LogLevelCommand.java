package io.sluice.gateway.command;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "log-level",
    description = {
      "Log more or less of something for a while; alone: show what is changed.",
      "A restart ends it too. For what lasts: SLUICE_LOG_LEVEL, see sluice run --help."
    },
    footer = {
      "",
      "Examples:",
      "  sluice log-level",
      "  sluice log-level io.sluice.gateway.channel debug --for 30m",
      "  sluice log-level io.sluice.gateway.channel --reset"
    })
final class LogLevelCommand extends RestCommand {
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LOGGER",
      description = "Its name, or root.")
  private @Nullable String logger;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "LEVEL",
      description = "trace, debug, info, warn or error.")
  private @Nullable String level;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "How long: 10m, 2h, at most 24h. Without it: an hour.")
  private @Nullable Duration length;

  @Option(names = "--reset", description = "As configured again.")
  private boolean reset;

  LogLevelCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    if (logger == null && !reset) {
      return show(api.get(RestClient.path("log-levels"), Map.of()), this::print);
    } else if (logger == null || reset == (level != null)) {
      throw usage("name a logger and its level, or a logger and --reset");
    }
    Map<String, @Nullable Object> body = new LinkedHashMap<>(reason.body());
    body.put("logger", logger);
    if (level != null) {
      body.put("level", level);
    }
    if (length != null) {
      body.put("until", terminal.clock().instant().plus(length));
    }
    return show(api.post(RestClient.path("log-levels"), body), this::print);
  }

  private void print(Reply reply) {
    if (reply.items().isEmpty()) {
      terminal.out().println("every logger is as configured");
      return;
    }
    Table table = new Table("LOGGER", "LEVEL", "ENDS");
    Ages ages = ages();
    reply
        .items()
        .forEach(
            each ->
                table.row(
                    each.getString("logger"),
                    each.getString("level"),
                    ages.of(each.getString("until"))));
    table.print(terminal);
  }
}
