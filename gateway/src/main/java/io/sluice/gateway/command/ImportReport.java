package io.sluice.gateway.command;

import io.sluice.gateway.importing.ImportedEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** What an import has come to; tells of each broken line at once. */
final class ImportReport {
  private static final int LISTED = 10_000;

  private final Terminal terminal;
  private final String file;
  private final Map<String, Long> decisions = new TreeMap<>();
  private final JsonArray faults = new JsonArray();

  /** Also read by the thread that tells of an interruption. */
  private final AtomicLong lines = new AtomicLong();

  private long broken;
  private long lastBroken;

  /**
   * @param file as people are told
   */
  ImportReport(Terminal terminal, String file) {
    this.terminal = terminal;
    this.file = file;
  }

  void line() {
    lines.incrementAndGet();
  }

  /** The file is read once more. */
  void beginAgain() {
    lines.set(0);
  }

  /**
   * @param line where it begins; 0: none in particular
   * @param fault a sentence with its remedy
   */
  void fault(long line, String fault) {
    if (line != lastBroken || line == 0) {
      broken++;
      lastBroken = line;
    }
    String place = line == 0 ? file : file + ":" + line;
    terminal.err().println(VisibleText.of(place + ": " + fault));
    if (faults.size() < LISTED) {
      faults.add(new JsonObject().put("line", line).put("fault", fault));
    }
  }

  /**
   * Takes what the gateway said of an event.
   *
   * @param line 0: of none in the file
   */
  void answer(long line, ImportedEvent event, JsonObject item) {
    String decision = item.getString("decision");
    decisions.merge(decision, 1L, Long::sum);
    if (decision.equals("refused")) {
      String path = item.getString("path") == null ? "" : item.getString("path");
      String place = line == 0 ? "to discontinue '" + event.sku() + "'" : event.place(path);
      fault(line, (place.isEmpty() ? "" : place + ": ") + item.getString("message"));
    }
  }

  long lines() {
    return lines.get();
  }

  boolean hasBroken() {
    return broken > 0;
  }

  long count(String decision) {
    return decisions.getOrDefault(decision, 0L);
  }

  /** {@code 1000 lines in 2 s: 2990 new, 10 duplicate; 3 lines are broken}. */
  String sentence(Duration elapsed, boolean checkedOnly) {
    String events =
        decisions.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    String head =
        "%s %d %s in %s"
            .formatted(
                checkedOnly ? "read" : "imported",
                lines(),
                lines() == 1 ? "line" : "lines",
                Ages.words(elapsed));
    String sum = events.isEmpty() ? head : head + ": " + events;
    return broken == 0 ? sum : sum + "; %d broken, see above".formatted(broken);
  }

  /** As {@code --json} prints it. */
  JsonObject json(Duration elapsed) {
    return new JsonObject()
        .put("file", file)
        .put("lines", lines())
        .put("events", new JsonObject(Map.copyOf(decisions)))
        .put("broken", broken)
        .put("faults", faults)
        .put("seconds", elapsed.toMillis() / 1000.0);
  }
}
