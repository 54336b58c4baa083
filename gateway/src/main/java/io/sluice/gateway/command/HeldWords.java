package io.sluice.gateway.command;

import io.vertx.core.json.JsonObject;

/** Held deliveries and dead letters for people. */
final class HeldWords {
  private final Terminal terminal;
  private final Ages ages;

  HeldWords(Terminal terminal) {
    this.terminal = terminal;
    this.ages = new Ages(terminal.clock().instant());
  }

  void page(Reply reply, String whenEmpty) {
    if (reply.items().isEmpty()) {
      terminal.out().println(whenEmpty);
      return;
    }
    Table table =
        new Table("CHANNEL", "SKU", "PART", "WHY", "SINCE", "DUE", "ATTEMPTS", "CODE", "REASON");
    reply.items().forEach(held -> add(table, held));
    table.print(terminal);
    PageOptions.printNext(terminal, reply);
  }

  private void add(Table table, JsonObject held) {
    table.row(
        held.getString("channel"),
        held.getString("sku"),
        held.getString("part"),
        held.getString("why"),
        ages.of(held.getString("since")),
        ages.of(held.getString("due")),
        held.getLong("attempts"),
        held.getString("code"),
        held.getString("reason"));
  }
}
