package io.sluice.source.rabbitmq;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that is logged at any level while it is open, stack traces included. */
final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private static final List<String> LOGGERS = List.of("io.sluice", "com.rabbitmq");

  private final List<String> lines = new CopyOnWriteArrayList<>();

  static LogCapture everything() {
    LogCapture capture = new LogCapture();
    capture.start();
    for (String name : LOGGERS) {
      logger(name).setLevel(Level.TRACE);
      logger(name).setAdditive(false);
      logger(name).addAppender(capture);
    }
    return capture;
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(event.getFormattedMessage());
    if (event.getThrowableProxy() != null) {
      lines.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
  }

  String text() {
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    for (String name : LOGGERS) {
      logger(name).detachAppender(this);
      logger(name).setAdditive(true);
      logger(name).setLevel(Level.ERROR);
    }
    stop();
  }
}
