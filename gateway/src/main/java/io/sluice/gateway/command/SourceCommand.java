package io.sluice.gateway.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "source",
    description = {
      "Show where events come from, or begin a new order of versions for one of them.",
      "A new epoch is for a source that was restored from a backup, so that its versions went back."
    },
    footer = {
      "",
      "Examples:",
      "  sluice source",
      "  sluice source list",
      "  sluice source pim new-epoch"
    })
final class SourceCommand extends RestCommand {
  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Of the source.")
  private String name = "list";

  @Parameters(index = "1", arity = "0..1", paramLabel = "new-epoch", description = "The step.")
  private @Nullable String step;

  SourceCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    if (step == null && name.equals("list")) {
      Reply reply = api.get(RestClient.path("sources"), Map.of());
      return show(reply, answer -> print(answer.items()));
    }
    if (!"new-epoch".equals(step)) {
      throw usage("say 'source list' or 'source NAME new-epoch'");
    }
    Reply reply = api.post(RestClient.path("sources", name, "new-epoch"), Map.of());
    return show(reply, answer -> terminal.out().println(sentence(answer.json())));
  }

  private static String sentence(JsonObject source) {
    return VisibleText.of(
        source.getString("source") + " is now in epoch " + source.getLong("epoch"));
  }

  private void print(List<JsonObject> sources) {
    Table table =
        new Table(
            "SOURCE", "KIND", "STATE", "SINCE", "VERSIONS", "EPOCH", "RECEIVED", "OPEN", "PROBLEM");
    Ages ages = ages();
    sources.forEach(
        source ->
            table.row(
                source.getString("source"),
                source.getString("kind"),
                source.getString("state"),
                ages.of(source.getString("since")),
                source.getString("versionFrom"),
                source.getLong("epoch"),
                source.getLong("received"),
                source.getLong("unanswered"),
                source.getString("problem")));
    table.print(terminal);
    sources.forEach(this::alarms);
  }

  private void alarms(JsonObject source) {
    for (Object alarm : source.getJsonArray("alarms", new JsonArray())) {
      terminal.out().println(VisibleText.of("! " + source.getString("source") + ": " + alarm));
    }
  }
}
