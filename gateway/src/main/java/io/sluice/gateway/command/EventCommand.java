package io.sluice.gateway.command;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "event",
    description = "Show where one event is: what was decided, and how far it came on each channel.",
    footer = {
      "",
      "Examples:",
      "  sluice event 4711",
      "  sluice event 8f14e45f-ceea-467f",
      "  sluice event id:4711      an identity that is a number",
      "  sluice event 4711 --json  with what was sent and answered"
    })
final class EventCommand extends RestCommand {
  @Parameters(
      paramLabel = "EVENT",
      description = "Its position in the journal, or the identity that the sender gave.")
  private String event = "";

  EventCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    Reply reply = api.get(RestClient.path("events", event), Map.of());
    return show(reply, answer -> print(answer.json()));
  }

  private void print(JsonObject timeline) {
    JsonObject found = timeline.getJsonObject("event");
    line(
        "Event %s of source %s: %s of SKU %s"
            .formatted(
                found.getString("id"),
                found.getString("source"),
                found.getString("part"),
                found.getString("sku")));
    line(
        "received %s as position %d, version %s: %s"
            .formatted(
                ages().of(found.getString("receivedAt")),
                found.getLong("position"),
                found.getString("version"),
                found.getString("decision")));
    List<JsonObject> channels = Reply.objects(timeline.getJsonArray("channels"));
    if (!channels.isEmpty()) {
      terminal.out().println();
      states(channels).print(terminal);
      channels.forEach(this::details);
    }
  }

  private Table states(List<JsonObject> channels) {
    Table table = new Table("CHANNEL", "STATE", "ACCEPTED", "ATTEMPTS", "NEXT", "REASON");
    channels.forEach(
        trail ->
            table.row(
                trail.getString("channel"),
                trail.getString("state"),
                trail.getLong("acceptedPosition"),
                trail.getJsonArray("attempts").size(),
                ages().of(trail.getString("notBefore")),
                trail.getString("reason")));
    return table;
  }

  private void details(JsonObject trail) {
    JsonObject shown = trail.getJsonObject("shown");
    List<JsonObject> attempts = Reply.objects(trail.getJsonArray("attempts"));
    boolean explained = shown != null && !shown.getJsonObject("steps").isEmpty();
    if (!explained && attempts.isEmpty()) {
      return;
    }
    terminal.out().println();
    line(trail.getString("channel"));
    if (explained && shown != null) {
      shown
          .getJsonObject("steps")
          .forEach(step -> line("  " + step.getKey() + ": " + step.getValue()));
    }
    if (!attempts.isEmpty()) {
      attempts(attempts).print(terminal);
    }
  }

  private Table attempts(List<JsonObject> attempts) {
    Table table = new Table("AT", "POSITION", "TRY", "OUTCOME", "STATUS", "MS", "REASON");
    attempts.forEach(
        attempt ->
            table.row(
                ages().of(attempt.getString("at")),
                attempt.getLong("position"),
                attempt.getLong("attempt"),
                attempt.getString("outcome"),
                attempt.getLong("status"),
                attempt.getLong("durationMs"),
                attempt.getString("reason")));
    return table;
  }

  private void line(String text) {
    terminal.out().println(VisibleText.of(text));
  }
}
