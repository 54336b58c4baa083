package io.sluice.gateway.runtime;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.LoggerFactory;

/** The last lines that this process logged, for whoever has to tell others what went wrong. */
final class RecentLog extends AppenderBase<ILoggingEvent> {
  private static final int LINES = 2_000;
  private static final int CHARACTERS = 2_000;

  private final Queue<String> lines = new ArrayDeque<>(LINES);

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

  @Override
  protected void append(ILoggingEvent event) {
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
    synchronized (lines) {
      if (lines.size() == LINES) {
        lines.remove();
      }
      lines.add(line.length() > CHARACTERS ? line.substring(0, CHARACTERS) + "…" : line);
    }
  }

  String text() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }
}
