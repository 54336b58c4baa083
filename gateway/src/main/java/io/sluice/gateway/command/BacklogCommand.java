package io.sluice.gateway.command;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "backlog",
    description = "Show what would be sent to a channel next.",
    footer = {"", "Example:", "  sluice backlog amazon_de --limit 20"})
final class BacklogCommand extends RestCommand {
  @Parameters(paramLabel = "CHANNEL", description = "Name of the channel.")
  private String channel = "";

  @Option(names = "--limit", paramLabel = "N", description = "How many, up to 500 (default 50).")
  private int limit = 50;

  BacklogCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    Reply reply = api.get(RestClient.path("channels", channel, "backlog"), Map.of("limit", limit));
    return show(reply, answer -> print(answer.items()));
  }

  private void print(List<JsonObject> entries) {
    if (entries.isEmpty()) {
      terminal.out().println("nothing waits");
      return;
    }
    Table table =
        new Table("SKU", "FACET", "STATE", "SINCE", "POSITION", "ATTEMPTS", "NEXT", "PROBLEM");
    Ages ages = ages();
    entries.forEach(
        entry ->
            table.row(
                entry.getString("sku"),
                entry.getString("facet"),
                entry.getString("state"),
                ages.of(entry.getString("since")),
                entry.getLong("position"),
                entry.getLong("attempts"),
                ages.of(entry.getString("notBefore")),
                entry.getString("lastProblem")));
    table.print(terminal);
  }
}
