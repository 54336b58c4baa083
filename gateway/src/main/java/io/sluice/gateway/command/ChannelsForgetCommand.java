package io.sluice.gateway.command;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "forget",
    description = {
      "Let go of all that is known of a channel that is in channels.yaml no more.",
      "When it comes back it is filled as a new one. Its dead letters are gone."
    },
    footer = {"", "Example:", "  sluice channels forget amazon_de"})
final class ChannelsForgetCommand extends RestCommand {
  @Parameters(paramLabel = "CHANNEL", description = "Name of the channel.")
  private String channel = "";

  ChannelsForgetCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    Reply reply = api.post(RestClient.path("channels", channel, "forget"), Map.of());
    return show(
        reply,
        answer ->
            terminal
                .out()
                .println(
                    VisibleText.of(
                        "%s is forgotten, with what was known of %d products"
                            .formatted(channel, answer.json().getLong("products")))));
  }
}
