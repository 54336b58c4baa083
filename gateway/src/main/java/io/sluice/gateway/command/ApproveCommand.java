package io.sluice.gateway.command;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "approve",
    description = {
      "Take over the configuration that waits for a person, or drop it.",
      "Without a version it only shows what waits, and the exit code is 1 where anything does."
    },
    footer = {
      "",
      "Examples:",
      "  sluice approve",
      "  sluice approve 3f6c01d2a9be",
      "  sluice approve 3f6c01d2a9be --discard"
    })
final class ApproveCommand extends RestCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "VERSION",
      description = "The one that was looked at; another one is not approved.")
  private @Nullable String version;

  @Option(names = "--discard", description = "Drop it: what runs goes on.")
  private boolean discard;

  ApproveCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    if (version == null && discard) {
      throw usage("--discard needs the version that is to be dropped");
    }
    Reply reply =
        version == null
            ? api.get(RestClient.path("configuration"), Map.of())
            : api.post(
                RestClient.path("configuration", discard ? "discard" : "approve"),
                Map.of("version", version));
    show(reply, answer -> print(answer.json()));
    return reply.json().getJsonObject("waiting") == null ? ExitCode.FINE : ExitCode.FOUND;
  }

  private void print(JsonObject configuration) {
    JsonObject waiting = configuration.getJsonObject("waiting");
    if (waiting != null) {
      new WaitingWords(terminal).print(waiting);
    } else if (version == null) {
      terminal.out().println("Nothing waits for approval.");
    }
    terminal
        .out()
        .println(
            "Configuration %s runs since %s"
                .formatted(configuration.getString("version"), configuration.getString("since")));
  }
}
