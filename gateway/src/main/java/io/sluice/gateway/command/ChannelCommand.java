package io.sluice.gateway.command;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** A step that is taken with one channel. */
abstract class ChannelCommand extends RestCommand {
  private final String verb;

  @Parameters(index = "0", paramLabel = "CHANNEL", description = "Name of the channel.")
  private String channel = "";

  ChannelCommand(Terminal terminal, String verb) {
    super(terminal);
    this.verb = verb;
  }

  /** What goes along with the step. */
  Map<String, @Nullable Object> body() {
    return Map.of();
  }

  @Override
  int run(RestClient api) {
    Reply reply = api.post(RestClient.path("channels", channel, verb), body());
    return show(reply, answer -> new ChannelWords(terminal).sentence(answer.json()));
  }
}
