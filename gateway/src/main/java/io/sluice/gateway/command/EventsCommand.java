package io.sluice.gateway.command;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "events",
    description = "Find events, newest first.",
    footer = {
      "",
      "Examples:",
      "  sluice events --sku A-1000",
      "  sluice events --from 2h --state stale",
      "  sluice events --code http.422"
    })
final class EventsCommand extends RestCommand {
  @Option(names = "--sku", paramLabel = "SKU", description = "Only of this SKU.")
  private @Nullable String sku;

  @Option(
      names = "--alias",
      paramLabel = "SKU",
      description = "Only of what some channel calls so.")
  private @Nullable String alias;

  @Option(names = "--id", paramLabel = "ID", description = "Only of this identity.")
  private @Nullable String id;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Received then or later: a time as in 2026-01-31T08:00:00Z, or how long ago: 2h.")
  private @Nullable String from;

  @Option(names = "--until", paramLabel = "TIME", description = "Received before.")
  private @Nullable String until;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only these: new, stale, duplicate, conflict, not owned, held, dead.")
  private @Nullable String state;

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "Only with an attempt that ended so: http.422, unreachable, 503, ...")
  private @Nullable String code;

  @Mixin private final PageOptions page = new PageOptions();

  EventsCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    Map<String, @Nullable Object> query = page.query();
    query.put("sku", sku);
    query.put("alias", alias);
    query.put("id", id);
    query.put("from", time("--from", from));
    query.put("until", time("--until", until));
    query.put("state", state);
    query.put("code", code);
    return show(api.get(RestClient.path("events"), query), this::print);
  }

  private @Nullable Instant time(String option, @Nullable String text) {
    try {
      return text == null ? null : TimeText.past(text, terminal.clock().instant());
    } catch (TypeConversionException broken) {
      throw usage(option + ": " + broken.getMessage());
    }
  }

  private void print(Reply reply) {
    if (reply.items().isEmpty() && reply.next() == null) {
      terminal.out().println("no such event");
      return;
    }
    Table table = new Table("RECEIVED", "POSITION", "DECISION", "SKU", "PART", "SOURCE", "ID");
    Ages ages = ages();
    reply
        .items()
        .forEach(
            event ->
                table.row(
                    ages.of(event.getString("receivedAt")),
                    event.getLong("position"),
                    event.getString("decision"),
                    event.getString("sku"),
                    event.getString("part"),
                    event.getString("source"),
                    event.getString("id")));
    table.print(terminal);
    PageOptions.printNext(terminal, reply);
  }
}
