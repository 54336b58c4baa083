package io.sluice.gateway.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "refused",
    description = "Show messages that were no valid events, newest first; --json has their bodies.",
    footer = {"", "Example:", "  sluice refused --limit 10"})
final class RefusedCommand extends RestCommand {
  @Mixin private final PageOptions page = new PageOptions();

  RefusedCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    return show(api.get(RestClient.path("refused"), page.query()), this::print);
  }

  private void print(Reply reply) {
    if (reply.items().isEmpty()) {
      terminal.out().println("nothing was refused");
      return;
    }
    Table table = new Table("ID", "AT", "SOURCE", "CODE", "FIELD", "BYTES", "MESSAGE");
    Ages ages = ages();
    reply
        .items()
        .forEach(
            refused ->
                table.row(
                    refused.getLong("id"),
                    ages.of(refused.getString("at")),
                    refused.getString("source"),
                    refused.getString("code"),
                    refused.getString("path"),
                    refused.getLong("bodyBytes"),
                    refused.getString("message")));
    table.print(terminal);
    PageOptions.printNext(terminal, reply);
  }
}
