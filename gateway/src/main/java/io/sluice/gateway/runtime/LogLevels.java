package io.sluice.gateway.runtime;

import io.sluice.gateway.operations.LogLevelView;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Levels of loggers that somebody changed for a while. Our own lines are masked whatever their
 * level; of a library's nobody knows what its finer ones show, so those stay off. Thread-safe.
 */
final class LogLevels {
  private static final Duration USUALLY = Duration.ofHours(1);
  private static final Duration AT_MOST = Duration.ofDays(1);
  private static final String ROOT = "root";
  private static final int CHANGED_AT_MOST = 50;
  private static final Pattern LOGGER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_.$-]{0,199}");
  private static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error");
  private static final List<String> FINE = List.of("trace", "debug");
  private static final List<String> OURS = List.of("io.sluice", "sluice");

  private final Loggers loggers;
  private final Map<String, Changed> changed = new TreeMap<>();

  /** What does the logging. */
  interface Loggers {
    /** Configured for this very logger; null: it has that of the one above. */
    @Nullable String level(String logger);

    void set(String logger, @Nullable String level);
  }

  private record Changed(@Nullable String before, String level, Instant until) {}

  LogLevels(Loggers loggers) {
    this.loggers = loggers;
  }

  /** As {@link io.sluice.gateway.operations.Upkeep#logLevel}. */
  synchronized void set(String name, @Nullable String level, @Nullable Instant until, Instant now) {
    // Spelt otherwise it is the same one, and would be put back to what it was changed to.
    String logger = name.equalsIgnoreCase(ROOT) ? ROOT : name;
    if (!LOGGER.matcher(logger).matches()) {
      throw invalid("logger must be a name like io.sluice.gateway, or root");
    } else if (level == null) {
      reset(logger);
      return;
    }
    String wanted = level.toLowerCase(Locale.ROOT);
    Instant end = until == null ? now.plus(USUALLY) : until;
    if (!LEVELS.contains(wanted)) {
      throw invalid("level must be one of " + String.join(", ", LEVELS));
    } else if (FINE.contains(wanted) && !isOurs(logger)) {
      throw invalid(
          "what %s logs at %s is not masked and may show secrets: only loggers below io.sluice may go below info"
              .formatted(logger, wanted));
    } else if (!end.isAfter(now) || end.isAfter(now.plus(AT_MOST))) {
      throw invalid("until must be within the next 24 hours");
    } else if (changed.size() >= CHANGED_AT_MOST && !changed.containsKey(logger)) {
      throw invalid(CHANGED_AT_MOST + " loggers are changed already: reset one first");
    }
    Changed earlier = changed.get(logger);
    String before = earlier == null ? loggers.level(logger) : earlier.before();
    changed.put(logger, new Changed(before, wanted, end));
    loggers.set(logger, wanted);
  }

  private static boolean isOurs(String logger) {
    return OURS.stream().anyMatch(own -> logger.equals(own) || logger.startsWith(own + "."));
  }

  private void reset(String logger) {
    Changed earlier = changed.remove(logger);
    if (earlier != null) {
      loggers.set(logger, earlier.before());
    }
  }

  /** Ends what is over. */
  synchronized void timePassed(Instant now) {
    List<String> over =
        changed.entrySet().stream()
            .filter(each -> !each.getValue().until().isAfter(now))
            .map(Map.Entry::getKey)
            .toList();
    over.forEach(this::reset);
  }

  /** As configured again: nobody would end it later. */
  synchronized void resetAll() {
    new ArrayList<>(changed.keySet()).forEach(this::reset);
  }

  synchronized List<LogLevelView> all() {
    Stream<LogLevelView> views =
        changed.entrySet().stream()
            .map(
                each ->
                    new LogLevelView(
                        each.getKey(), each.getValue().level(), each.getValue().until()));
    return views.toList();
  }

  private static OperationException invalid(String message) {
    return new OperationException(Kind.INVALID, message);
  }
}
