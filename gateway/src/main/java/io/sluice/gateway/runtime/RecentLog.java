package io.sluice.gateway.runtime;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * The last lines that this process logged, for whoever has to tell others what went wrong. Attempts
 * have room of their own: a channel that refuses everything would push out how it began.
 */
final class RecentLog extends AppenderBase<ILoggingEvent> {
  private static final int LINES = 2_000;
  private static final int ATTEMPTS = 200;
  private static final int CHARACTERS = 2_000;

  private final Queue<ILoggingEvent> lines = new ArrayDeque<>(LINES);
  private final Queue<ILoggingEvent> attempts = new ArrayDeque<>(ATTEMPTS);

  /** Listens from now on, until {@link #end}. */
  void begin() {
    Logger root = root();
    setContext(root.getLoggerContext());
    setName("recent");
    start();
    root.addAppender(this);
  }

  void end() {
    root().detachAppender(this);
    stop();
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  /** On the loop that logs: nothing is put together before somebody asks. */
  @Override
  protected void append(ILoggingEvent event) {
    event.prepareForDeferredProcessing();
    boolean attempt = event.getLoggerName().equals(AttemptLines.LOGGER);
    Queue<ILoggingEvent> kept = attempt ? attempts : lines;
    synchronized (lines) {
      if (kept.size() == (attempt ? ATTEMPTS : LINES)) {
        kept.remove();
      }
      kept.add(event);
    }
  }

  String text() {
    List<ILoggingEvent> all;
    synchronized (lines) {
      all =
          Stream.concat(lines.stream(), attempts.stream())
              .sorted(Comparator.comparing(ILoggingEvent::getInstant))
              .toList();
    }
    return all.stream().map(RecentLog::line).collect(Collectors.joining("\n"));
  }

  private static String line(ILoggingEvent event) {
    String trace =
        event.getThrowableProxy() == null
            ? ""
            : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
    String more = event.getKeyValuePairs() == null ? "" : " " + event.getKeyValuePairs();
    String line =
        "%s %-5s %s %s%s%s"
            .formatted(
                event.getInstant(),
                event.getLevel(),
                event.getLoggerName(),
                event.getFormattedMessage(),
                more,
                trace);
    return line.length() > CHARACTERS ? line.substring(0, CHARACTERS) + "…" : line;
  }
}
