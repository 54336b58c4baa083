package io.sluice.gateway.command;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A job that reads what a channel shows. */
abstract class ReadingCommand extends RestCommand {
  private final String verb;

  @Parameters(paramLabel = "CHANNEL", description = "Name of the channel.")
  private String channel = "";

  @Option(names = "--no-wait", description = "Do not wait for the end; ask with sluice job.")
  private boolean noWait;

  ReadingCommand(Terminal terminal, String verb) {
    super(terminal);
    this.verb = verb;
  }

  /** What goes along with it. */
  abstract Map<String, @Nullable Object> body();

  @Override
  int run(RestClient api) {
    Reply reply = api.post(RestClient.path("channels", channel, verb), body());
    return wantsJson() || noWait
        ? show(reply, answer -> new JobWords(terminal).tell(answer.json()))
        : new JobFollower(terminal, api).follow(reply.json());
  }
}
