package io.sluice.gateway.command;

import java.util.Map;
import picocli.CommandLine.Command;

@Command(
    name = "channels",
    description = "Show every channel: its state, its backlog, what is held and dead.",
    footer = {"", "Examples:", "  sluice channels", "  sluice channels forget amazon_de"})
final class ChannelsCommand extends RestCommand {
  ChannelsCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    Reply reply = api.get(RestClient.path("channels"), Map.of());
    return show(reply, answer -> new ChannelWords(terminal).table(answer.items()));
  }
}
