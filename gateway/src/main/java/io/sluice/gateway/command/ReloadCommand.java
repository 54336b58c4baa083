package io.sluice.gateway.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
    name = "reload",
    description = {
      "Have the running gateway read its configuration again.",
      "It does so by itself when a file changes; this waits for it and tells what came of it.",
      "Where something is wrong the configuration that runs stays, and the exit code is 78;",
      "where it waits for approval that is shown, and the exit code is 1."
    },
    footer = {"", "Example:", "  sluice reload"})
final class ReloadCommand extends RestCommand {
  ReloadCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    Reply reply = api.post(RestClient.path("configuration", "reload"), Map.of());
    show(reply, answer -> print(answer.json()));
    if (!reply.json().getBoolean("valid")) {
      return ExitCode.CONFIGURATION;
    }
    return reply.json().getJsonObject("waiting") == null ? ExitCode.FINE : ExitCode.FOUND;
  }

  private void print(JsonObject configuration) {
    for (Object each : configuration.getJsonArray("problems", new JsonArray())) {
      terminal.err().println(VisibleText.of(problem((JsonObject) each)));
    }
    String version = configuration.getString("version");
    if (!configuration.getBoolean("valid")) {
      terminal.err().println("Not taken over. Configuration " + version + " goes on.");
      return;
    }
    JsonObject waiting = configuration.getJsonObject("waiting");
    if (waiting != null) {
      new WaitingWords(terminal).print(waiting);
    }
    terminal
        .out()
        .println("Configuration " + version + " runs since " + configuration.getString("since"));
    for (Object note : configuration.getJsonArray("notes", new JsonArray())) {
      terminal.out().println(VisibleText.of("! " + note));
    }
  }

  private static String problem(JsonObject problem) {
    String place =
        problem.getInteger("line") == 0
            ? problem.getString("file")
            : "%s:%d:%d"
                .formatted(
                    problem.getString("file"),
                    problem.getInteger("line"),
                    problem.getInteger("column"));
    String hint = problem.getString("hint");
    return "%s: %s: %s%s"
        .formatted(
            place,
            problem.getString("severity"),
            problem.getString("message"),
            hint.isEmpty() ? "" : "; " + hint);
  }
}
