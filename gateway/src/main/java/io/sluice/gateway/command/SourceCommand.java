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
      "A new epoch is for a source that was restored from a backup, so that its versions went back;",
      "what was judged stale since then is taken again. lower-mark does so for one SKU."
    },
    footer = {
      "",
      "Examples:",
      "  sluice source",
      "  sluice source list",
      "  sluice source pim new-epoch",
      "  sluice source pim lower-mark 4711"
    })
final class SourceCommand extends RestCommand {
  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Of the source.")
  private String name = "list";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "STEP",
      description = "new-epoch or lower-mark.")
  private @Nullable String step;

  @Parameters(index = "2", arity = "0..1", paramLabel = "SKU", description = "For lower-mark.")
  private @Nullable String sku;

  SourceCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    if (step == null && name.equals("list")) {
      Reply reply = api.get(RestClient.path("sources"), Map.of());
      return show(reply, answer -> print(answer.items()));
    }
    Reply reply = api.post(path(), Map.of());
    return show(reply, answer -> terminal.out().println(sentence(answer.json())));
  }

  private String path() {
    if ("new-epoch".equals(step) && sku == null) {
      return RestClient.path("sources", name, "new-epoch");
    }
    if ("lower-mark".equals(step) && sku != null) {
      return RestClient.path("sources", name, "skus", sku, "lower-mark");
    }
    throw usage("say 'source list', 'source NAME new-epoch' or 'source NAME lower-mark SKU'");
  }

  private static String sentence(JsonObject healed) {
    return VisibleText.of(
        healed.getString("source")
            + " is in epoch "
            + healed.getLong("epoch")
            + "; "
            + healed.getLong("takenAgain")
            + " events that had been judged stale count now");
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
