package io.sluice.gateway.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "audit",
    description = "Show who did what, newest first.",
    footer = {"", "Example:", "  sluice audit --limit 10"})
final class AuditCommand extends RestCommand {
  @Mixin private final PageOptions page = new PageOptions();

  AuditCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    return show(api.get(RestClient.path("audit"), page.query()), this::print);
  }

  private void print(Reply reply) {
    if (reply.items().isEmpty()) {
      terminal.out().println("nobody did anything");
      return;
    }
    Table table =
        new Table("AT", "WHO", "FROM", "CLIENT", "ACTION", "TARGET", "COUNT", "REASON", "PROBLEM");
    Ages ages = ages();
    reply
        .items()
        .forEach(
            step ->
                table.row(
                    ages.of(step.getString("at")),
                    step.getString("who"),
                    step.getString("address"),
                    step.getString("client"),
                    step.getString("action"),
                    step.getString("target"),
                    step.getLong("count"),
                    step.getString("reason"),
                    step.getString("problem")));
    table.print(terminal);
    PageOptions.printNext(terminal, reply);
  }
}
