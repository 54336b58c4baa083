package io.sluice.gateway.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The loggers of this process. */
final class LogbackLoggers implements LogLevels.Loggers {
  @Override
  public @Nullable String level(String logger) {
    Level level = logback(logger).getLevel();
    return level == null ? null : level.toString().toLowerCase(Locale.ROOT);
  }

  @Override
  public void set(String logger, @Nullable String level) {
    logback(logger).setLevel(level == null ? null : Level.toLevel(level));
  }

  private static Logger logback(String logger) {
    return (Logger)
        LoggerFactory.getLogger(
            logger.equalsIgnoreCase(Logger.ROOT_LOGGER_NAME) ? Logger.ROOT_LOGGER_NAME : logger);
  }
}
