package io.sluice.gateway.command;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which page of a list. */
final class PageOptions {
  @Option(names = "--limit", paramLabel = "N", description = "Rows, up to 500 (default 50).")
  private int limit = 50;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Go on where the page before ended.")
  private @Nullable String cursor;

  Map<String, @Nullable Object> query() {
    Map<String, @Nullable Object> query = new HashMap<>();
    query.put("limit", limit);
    query.put("cursor", cursor);
    return query;
  }

  /** Says how to go on, where there is more. */
  static void printNext(Terminal terminal, Reply reply) {
    String next = reply.next();
    if (next != null) {
      terminal.out().println("more with --cursor " + VisibleText.of(next));
    }
  }
}
