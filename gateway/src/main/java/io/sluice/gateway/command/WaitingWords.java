package io.sluice.gateway.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A configuration that waits for a person, for people. */
final class WaitingWords {
  private final Terminal terminal;

  WaitingWords(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(JsonObject waiting) {
    String version = waiting.getString("version");
    line("Configuration " + version + " waits for approval:");
    waiting.getJsonArray("reasons", new JsonArray()).forEach(reason -> line("! " + reason));
    List<JsonObject> channels =
        waiting.getJsonArray("channels", new JsonArray()).stream()
            .map(JsonObject.class::cast)
            .toList();
    table(channels);
    channels.forEach(this::examples);
    line("To take it over: sluice approve " + version);
    line("To drop it: sluice approve " + version + " --discard, or save another file");
  }

  private void table(List<JsonObject> channels) {
    Table table =
        new Table(
            "CHANNEL",
            "STOCK",
            "PRICE",
            "PRODUCT",
            "LISTED",
            "LEAVING",
            "IN STOCK",
            "TO 0",
            "NEW",
            "HELD");
    channels.forEach(
        channel ->
            table.row(
                channel.getString("channel"),
                channel.getLong("stock"),
                channel.getLong("price"),
                channel.getLong("product"),
                change(channel, "listed"),
                channel.getLong("leaving"),
                change(channel, "inStock"),
                channel.getLong("outOfStock"),
                channel.getLong("newlyListed"),
                change(channel, "held")));
    table.print(terminal);
    channels.stream()
        .filter(channel -> channel.getLong("unread") > 0)
        .forEach(
            channel ->
                line(
                    "%s: at most: the content of %d products could not be read in time"
                        .formatted(channel.getString("channel"), channel.getLong("unread"))));
  }

  private static String change(JsonObject channel, String key) {
    JsonObject both = channel.getJsonObject(key);
    return both.getLong("before") + " -> " + both.getLong("after");
  }

  private void examples(JsonObject channel) {
    for (Object each : channel.getJsonArray("examples", new JsonArray())) {
      JsonObject example = (JsonObject) each;
      String before = example.getString("before");
      line(
          "  %s %s %s: %s%s"
              .formatted(
                  channel.getString("channel"),
                  example.getString("sku"),
                  example.getString("what").replace('_', ' '),
                  before.isEmpty() ? "" : before + " -> ",
                  example.getString("after")));
    }
  }

  private void line(String text) {
    terminal.out().println(VisibleText.of(text));
  }
}
