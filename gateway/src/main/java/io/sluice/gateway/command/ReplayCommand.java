package io.sluice.gateway.command;

import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "replay",
    description = {
      "See to it that everything that changed since a time is at the channel.",
      "Nothing old is sent: each product is looked at once, and its newest value is sent."
    },
    footer = {
      "",
      "Examples:",
      "  sluice replay amazon_de --since 2h",
      "  sluice replay amazon_de --since 2026-01-31T08:00:00Z"
    })
final class ReplayCommand extends RestCommand {
  @Parameters(paramLabel = "CHANNEL", description = "Name of the channel.")
  private String channel = "";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      required = true,
      description = "A time as in 2026-01-31T08:00:00Z, or how long ago: 2h, 3d.")
  private String since = "";

  @Option(names = "--no-wait", description = "Do not wait for the end; ask with sluice job.")
  private boolean noWait;

  ReplayCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    Map<String, Object> body = Map.of("since", sinceTime());
    Reply reply = api.post(RestClient.path("channels", channel, "replay"), body);
    if (wantsJson() || noWait) {
      return show(reply, answer -> new JobWords(terminal).tell(answer.json()));
    }
    return new JobFollower(terminal, api).follow(reply.json());
  }

  private Instant sinceTime() {
    try {
      return TimeText.past(since, terminal.clock().instant());
    } catch (TypeConversionException broken) {
      throw usage("--since: " + broken.getMessage());
    }
  }
}
