package io.sluice.gateway.command;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "resync",
    description = {
      "Show how far a channel is with rules that changed, or have the rest of it not sent.",
      "What is not sent stays as it is on the channel until an event comes, or the rules change."
    },
    footer = {"", "Examples:", "  sluice resync amazon_de", "  sluice resync amazon_de --cancel"})
final class ResyncCommand extends RestCommand {
  @Parameters(paramLabel = "CHANNEL", description = "Name of the channel.")
  private String channel = "";

  @Option(names = "--cancel", description = "What is not sent yet is not sent.")
  private boolean cancel;

  ResyncCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    Reply reply =
        cancel
            ? api.post(RestClient.path("channels", channel, "resync", "cancel"), Map.of())
            : api.get(RestClient.path("channels", channel), Map.of());
    return show(reply, answer -> new ChannelWords(terminal).resync(answer.json(), true));
  }
}
