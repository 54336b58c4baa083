package io.sluice.gateway.command;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A step that is taken with one channel, or with all of them. */
abstract class ChannelsStepCommand extends RestCommand {
  private final String verb;

  @Parameters(paramLabel = "CHANNEL", arity = "0..1", description = "Name of the channel.")
  private @Nullable String channel;

  @Option(names = "--all", description = "Every channel.")
  private boolean all;

  ChannelsStepCommand(Terminal terminal, String verb) {
    super(terminal);
    this.verb = verb;
  }

  /** What goes along with the step. */
  abstract Map<String, @Nullable Object> body();

  @Override
  final int run(RestClient api) {
    if (all == (channel != null)) {
      throw usage("name a channel, or say --all");
    }
    if (channel == null) {
      return show(
          api.post(RestClient.path("channels", verb), body()), reply -> tell(reply.items()));
    }
    return show(
        api.post(RestClient.path("channels", channel, verb), body()),
        reply -> tell(List.of(reply.json())));
  }

  private void tell(List<JsonObject> channels) {
    channels.forEach(new ChannelWords(terminal)::sentence);
  }
}
