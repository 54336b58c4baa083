package io.sluice.gateway.command;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "job",
    description = "Show how far a job is, or have it end before its time.",
    footer = {"", "Examples:", "  sluice job 7", "  sluice job 7 --cancel"})
final class JobCommand extends RestCommand {
  @Parameters(paramLabel = "ID", description = "As the command that began it said.")
  private String id = "";

  @Option(names = "--cancel", description = "Have it end; what it did stays done.")
  private boolean cancel;

  JobCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    Reply reply =
        cancel
            ? api.post(RestClient.path("jobs", id, "cancel"), Map.of())
            : api.get(RestClient.path("jobs", id), Map.of());
    return show(reply, answer -> new JobWords(terminal).tell(answer.json()));
  }
}
