package io.sluice.gateway.command;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "job",
    description = "Show how far a job is.",
    footer = {"", "Example:", "  sluice job 7"})
final class JobCommand extends RestCommand {
  @Parameters(paramLabel = "ID", description = "As the command that began it said.")
  private String id = "";

  JobCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    Reply reply = api.get(RestClient.path("jobs", id), Map.of());
    return show(reply, answer -> new JobWords(terminal).tell(answer.json()));
  }
}
