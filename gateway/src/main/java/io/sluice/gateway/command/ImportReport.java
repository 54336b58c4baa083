package io.sluice.gateway.command;

import io.sluice.gateway.importing.ImportedEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** What an import has come to; tells of each broken line at once, and of the first warnings. */
final class ImportReport {
  private static final int LISTED = 10_000;

  /** There may be one for each line. */
  private static final int WARNINGS_TOLD = 20;

  private final Terminal terminal;
  private final String file;
  private final Map<String, Long> decisions = new TreeMap<>();
  private final JsonArray faults = new JsonArray();
  private final JsonArray warnings = new JsonArray();

  /** Also read by the thread that tells of an interruption. */
  private final AtomicLong lines = new AtomicLong();

  private long broken;
  private long lastBroken;
  private long warned;
  private long lastWarned;

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
    tell(line, fault);
    if (faults.size() < LISTED) {
      faults.add(new JsonObject().put("line", line).put("fault", fault));
    }
  }

  /**
   * What to mind of a line that was taken; once for each.
   *
   * @param warning a sentence
   */
  void warning(long line, String warning) {
    if (line == lastWarned) {
      return;
    }
    lastWarned = line;
    warned++;
    if (warned <= WARNINGS_TOLD) {
      tell(line, "warning: " + warning);
    }
    if (warnings.size() < LISTED) {
      warnings.add(new JsonObject().put("line", line).put("warning", warning));
    }
  }

  private void tell(long line, String text) {
    String place = line == 0 ? file : file + ":" + line;
    terminal.err().println(VisibleText.of(place + ": " + text));
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
    } else if (item.getString("message") != null) {
      warning(line, item.getString("message"));
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
    String all = broken == 0 ? sum : sum + "; %d broken, see above".formatted(broken);
    return warned == 0 ? all : all + "; %d with a warning, %s".formatted(warned, where());
  }

  private String where() {
    return warned <= WARNINGS_TOLD
        ? "see above"
        : "the first %d see above, more with --json".formatted(WARNINGS_TOLD);
  }

  /** As {@code --json} prints it. */
  JsonObject json(Duration elapsed) {
    return new JsonObject()
        .put("file", file)
        .put("lines", lines())
        .put("events", new JsonObject(Map.copyOf(decisions)))
        .put("broken", broken)
        .put("faults", faults)
        .put("warned", warned)
        .put("warnings", warnings)
        .put("seconds", elapsed.toMillis() / 1000.0);
  }
}
