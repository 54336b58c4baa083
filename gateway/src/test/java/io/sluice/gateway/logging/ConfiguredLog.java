package io.sluice.gateway.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.charset.StandardCharsets;

/** Lines as the program writes them, with what {@code logback.xml} says. */
public final class ConfiguredLog {
  private final LoggerContext context = new LoggerContext();
  private final Encoder<ILoggingEvent> encoder;

  /**
   * @param format {@code text} or {@code json}
   */
  public ConfiguredLog(String format) {
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("SLUICE_LOG", format);
    context.putProperty("SLUICE_LOG_LEVEL", "TRACE");
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(ConfiguredLog.class.getResource("/logback.xml"));
    } catch (JoranException e) {
      throw new IllegalStateException(e);
    }
    encoder = encoder(format);
  }

  private Encoder<ILoggingEvent> encoder(String format) {
    var appender = context.getLogger("ROOT").getAppender(format);
    return ((ConsoleAppender<ILoggingEvent>) appender).getEncoder();
  }

  public LoggerContext context() {
    return context;
  }

  /** With its end. */
  public String line(ILoggingEvent event) {
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }
}
