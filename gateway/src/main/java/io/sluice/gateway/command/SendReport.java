package io.sluice.gateway.command;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** What became of the events that were sent. */
final class SendReport {
  private static final int MAX_TOLD = 20;

  private final Terminal terminal;
  private final Map<String, Long> decisions = new TreeMap<>();

  /** Also read by the thread that tells of an interruption. */
  private final AtomicLong sent = new AtomicLong();

  private long refused;

  SendReport(Terminal terminal) {
    this.terminal = terminal;
  }

  void add(JsonObject item) {
    sent.incrementAndGet();
    String decision = item.getString("decision");
    decisions.merge(decision, 1L, Long::sum);
    if (decision.equals("refused")) {
      refused++;
      tell(item);
    }
  }

  /** One event that no request has room for. */
  void addTooLarge(String detail) {
    add(
        new JsonObject()
            .put("decision", "refused")
            .put("code", "body.too_large")
            .put("message", detail));
  }

  private void tell(JsonObject item) {
    if (refused <= MAX_TOLD) {
      String field = item.getString("path") == null ? "" : item.getString("path");
      String line =
          "event "
              + sent()
              + (item.getString("id") == null ? "" : " (" + item.getString("id") + ")")
              + ": "
              + item.getString("code")
              + (field.isEmpty() ? "" : " at " + field)
              + ": "
              + item.getString("message");
      terminal.err().println(VisibleText.of(line));
    } else if (refused == MAX_TOLD + 1) {
      terminal.err().println("more events were refused; sluice refused lists them");
    }
  }

  long sent() {
    return sent.get();
  }

  boolean hasRefused() {
    return refused > 0;
  }

  /** {@code sent 1000 events in 2 s: 990 new, 10 duplicate}. */
  String sentence(Duration elapsed) {
    String parts =
        decisions.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    String head =
        "sent " + sent() + (sent() == 1 ? " event in " : " events in ") + Ages.words(elapsed);
    return parts.isEmpty() ? head : head + ": " + parts;
  }
}
