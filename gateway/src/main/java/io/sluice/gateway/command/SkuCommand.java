package io.sluice.gateway.command;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "sku",
    description = "Show everything known of one SKU: what the sources said, where each channel is.",
    footer = {"", "Examples:", "  sluice sku A-1000", "  sluice sku 'shoe 42/red'"})
final class SkuCommand extends RestCommand {
  @Parameters(paramLabel = "SKU", description = "As the sources write it.")
  private String sku = "";

  SkuCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    Reply reply = api.get(RestClient.path("skus", sku), Map.of());
    return show(reply, answer -> print(answer.json()));
  }

  private void print(JsonObject view) {
    terminal.out().println("SKU " + VisibleText.of(view.getString("sku")));
    terminal.out().println();
    facts(view).print(terminal);
    terminal.out().println();
    deliveries(view).print(terminal);
    terminal.out().println();
    explained(view);
    history(view).print(terminal);
  }

  private static Table facts(JsonObject view) {
    Table table = new Table("FACET", "PART", "SOURCE", "VERSION", "POSITION", "VALUE");
    Reply.objects(view.getJsonArray("facts"))
        .forEach(
            fact ->
                table.row(
                    fact.getString("facet"),
                    fact.getString("part"),
                    fact.getString("source"),
                    fact.getString("version"),
                    fact.getLong("position"),
                    fact.getString("value")));
    return table;
  }

  private Table deliveries(JsonObject view) {
    Table table = new Table("CHANNEL", "FACET", "STATE", "ACCEPTED AT", "NEXT", "REASON");
    Ages ages = ages();
    Reply.objects(view.getJsonArray("deliveries"))
        .forEach(
            delivery ->
                table.row(
                    delivery.getString("channel"),
                    delivery.getString("facet"),
                    delivery.getString("state"),
                    delivery.getLong("acceptedPosition"),
                    ages.of(delivery.getString("notBefore")),
                    delivery.getString("reason")));
    return table;
  }

  /** How each value came about, and what has none. */
  private void explained(JsonObject view) {
    JsonObject channels = view.getJsonObject("explained");
    for (String channel : channels.fieldNames()) {
      JsonObject shown = channels.getJsonObject(channel);
      List<String> lines = new ArrayList<>();
      shown
          .getJsonObject("steps")
          .forEach(step -> lines.add(step.getKey() + ": " + step.getValue()));
      shown
          .getJsonObject("held")
          .forEach(why -> lines.add("held, " + why.getKey() + ": " + why.getValue()));
      if (!shown.getString("excluded").isEmpty()) {
        lines.add("excluded: " + shown.getString("excluded"));
      }
      if (!lines.isEmpty()) {
        terminal.out().println(VisibleText.of(channel));
        lines.forEach(line -> terminal.out().println("  " + VisibleText.of(line)));
        terminal.out().println();
      }
    }
  }

  private Table history(JsonObject view) {
    Table table = new Table("RECEIVED", "POSITION", "DECISION", "PART", "VERSION", "SOURCE", "ID");
    Ages ages = ages();
    Reply.objects(view.getJsonArray("history"))
        .forEach(
            event ->
                table.row(
                    ages.of(event.getString("receivedAt")),
                    event.getLong("position"),
                    event.getString("decision"),
                    event.getString("part"),
                    event.getString("version"),
                    event.getString("source"),
                    event.getString("id")));
    return table;
  }
}
