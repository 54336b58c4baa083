package io.sluice.gateway.command;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "alerts",
    description = {
      "Show what is wrong at the moment, and who is told of it.",
      "Receivers are in gateway.yaml, under alerts."
    },
    footer = {"", "Examples:", "  sluice alerts", "  sluice alerts --test"})
final class AlertsCommand extends RestCommand {
  @Option(
      names = "--test",
      description = "Send a test to every receiver; exit code 1 where one does not take it.")
  private boolean test;

  AlertsCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    if (!test) {
      return show(api.get(RestClient.path("alerts"), Map.of()), reply -> print(reply.json()));
    }
    Reply reply = api.post(RestClient.path("alerts", "test"), Map.of());
    show(reply, answer -> answer.items().forEach(this::tested));
    boolean taken = reply.items().stream().allMatch(each -> each.getString("problem") == null);
    return taken ? ExitCode.FINE : ExitCode.FOUND;
  }

  private void tested(JsonObject receiver) {
    String problem = receiver.getString("problem");
    String line =
        "%s: %s %s"
            .formatted(
                receiver.getString("receiver"),
                problem == null ? "taken by" : "NOT taken by",
                receiver.getString("target"));
    terminal.out().println(VisibleText.of(problem == null ? line : line + ": " + problem));
  }

  private void print(JsonObject alerts) {
    List<JsonObject> items = objects(alerts, "items");
    if (items.isEmpty()) {
      terminal.out().println("nothing is wrong");
    } else {
      Table table = new Table("SINCE", "STATE", "TOLD", "WHAT", "DETAIL");
      Ages ages = ages();
      items.forEach(
          alert ->
              table.row(
                  ages.of(alert.getString("since")),
                  alert.getString("state"),
                  ages.of(alert.getString("toldAt")),
                  alert.getString("title"),
                  alert.getString("detail")));
      table.print(terminal);
    }
    terminal.out().println();
    List<JsonObject> receivers = objects(alerts, "receivers");
    if (receivers.isEmpty()) {
      terminal.out().println("nobody is told: gateway.yaml has no alerts.receivers");
      return;
    }
    Table table = new Table("RECEIVER", "KIND", "TARGET", "WAITING", "SENT", "PROBLEM");
    Ages ages = ages();
    receivers.forEach(
        receiver ->
            table.row(
                receiver.getString("receiver"),
                receiver.getString("kind"),
                receiver.getString("target"),
                receiver.getInteger("waiting"),
                ages.of(receiver.getString("sentAt")),
                receiver.getString("problem")));
    table.print(terminal);
  }

  private static List<JsonObject> objects(JsonObject of, String name) {
    return of.getJsonArray(name).stream().map(JsonObject.class::cast).toList();
  }
}
