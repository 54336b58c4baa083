package io.sluice.gateway.command;

import io.vertx.core.json.JsonObject;

/** Jobs for people. */
final class JobWords {
  private final Terminal terminal;

  JobWords(Terminal terminal) {
    this.terminal = terminal;
  }

  void sentence(JsonObject job) {
    String line =
        job.getString("kind")
            + " of "
            + job.getString("channel")
            + " is "
            + job.getString("state")
            + ": "
            + job.getLong("done")
            + " of "
            + job.getLong("total")
            + " (job "
            + job.getString("id")
            + ")";
    terminal.out().println(VisibleText.of(line));
  }
}
