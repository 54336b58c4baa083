package io.sluice.gateway.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;

/** Channels for people. */
final class ChannelWords {
  private final Terminal terminal;
  private final Ages ages;

  ChannelWords(Terminal terminal) {
    this.terminal = terminal;
    this.ages = new Ages(terminal.clock().instant());
  }

  void table(List<JsonObject> channels) {
    Table table =
        new Table(
            "CHANNEL", "STATE", "SINCE", "NEXT", "BACKLOG", "OLDEST", "HELD", "DEAD", "PROBLEM");
    channels.forEach(
        channel ->
            table.row(
                channel.getString("channel"),
                channel.getString("state"),
                ages.of(channel.getString("since")),
                ages.of(channel.getString("nextAt")),
                channel.getLong("backlog"),
                ages.of(channel.getString("oldestAt")),
                held(channel) - dead(channel),
                dead(channel),
                problem(channel)));
    table.print(terminal);
    channels.forEach(channel -> resync(channel, false));
    channels.forEach(this::alarms);
  }

  /**
   * How far a channel is with rules that changed.
   *
   * @param always also where there are none
   */
  void resync(JsonObject channel, boolean always) {
    JsonObject resync = channel.getJsonObject("resync");
    String name = channel.getString("channel");
    if (resync != null) {
      terminal.out().println(VisibleText.of(name + " " + progress(resync)));
    } else if (always) {
      terminal.out().println(VisibleText.of(name + " takes over no changed rules"));
    }
  }

  private static String progress(JsonObject resync) {
    String by = resync.getString("cancelledBy");
    return by == null
        ? "takes over changed rules: %d of %d products looked at, %d updates differ, %d wait"
            .formatted(
                resync.getLong("looked"),
                resync.getLong("total"),
                resync.getLong("changed"),
                resync.getLong("waiting"))
        : "sends no more of what changed rules show otherwise: cancelled by %s at %s, %d wait"
            .formatted(by, resync.getString("cancelledAt"), resync.getLong("waiting"));
  }

  /** One line after a step: {@code shop is paused until ... (stocktaking)}. */
  void sentence(JsonObject channel) {
    String next = channel.getString("nextAt");
    String reason = channel.getString("stateReason");
    String line =
        channel.getString("channel")
            + " is "
            + channel.getString("state")
            + (next == null ? "" : ", next step at " + next + " (" + ages.of(next) + ")")
            + (reason == null || reason.isEmpty() ? "" : ": " + reason);
    terminal.out().println(VisibleText.of(line));
    alarms(channel);
  }

  private void alarms(JsonObject channel) {
    for (Object alarm : channel.getJsonArray("alarms", new JsonArray())) {
      terminal.out().println(VisibleText.of("! " + channel.getString("channel") + ": " + alarm));
    }
  }

  private static long held(JsonObject channel) {
    return channel.getJsonObject("held").stream()
        .mapToLong(entry -> ((Number) entry.getValue()).longValue())
        .sum();
  }

  private static long dead(JsonObject channel) {
    return channel.getJsonObject("held").getLong("dead", 0L);
  }

  /** Why it is in its state; where calls fail also what the last one met. */
  private static String problem(JsonObject channel) {
    String reason = text(channel, "stateReason");
    String last = text(channel, "lastProblem");
    if (reason.isEmpty() || last.isEmpty() || last.equals(reason)) {
      return reason.isEmpty() ? last : reason;
    }
    return "offline".equals(channel.getString("state")) ? reason + "; last: " + last : reason;
  }

  private static String text(JsonObject channel, String key) {
    return Objects.requireNonNullElse(channel.getString(key), "");
  }
}
