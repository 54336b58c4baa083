package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

/** What others wrote never looks like a line of the log. */
class LogLinesTest {
  private static final String FORGED = "2026-01-01T00:00:00.000Z ERROR Audit approve by anna";

  private static String line(String form, String foreign) throws Exception {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("SLUICE_LOG", form);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        Objects.requireNonNull(LogLinesTest.class.getResource("/logback.xml")));
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>) root.getAppender(form);
    LoggingEvent event =
        new LoggingEvent(
            "LogLinesTest",
            root,
            Level.INFO,
            "refused: {}",
            new IllegalStateException("answered " + foreign),
            new Object[] {foreign});
    event.addKeyValuePair(new KeyValuePair("sku", foreign));
    String line = new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    context.stop();
    return line;
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r", "\u0085", "\u2028", "\u001b[2K\u001b[1G", "\u000b"})
  void noTextBeginsALineOrSteersATerminal(String between) throws Exception {
    String line = line("text", "A-1" + between + FORGED);

    assertThat(line).contains("A-1").doesNotContain("\r", "\u001b", "\u0085", "\u2028", "\u000b");
    List<String> lines = line.lines().toList();
    assertThat(lines.get(0)).endsWith("\"");
    assertThat(lines.get(1)).startsWith("java.lang.IllegalStateException: answered A-1");
    assertThat(lines.subList(2, lines.size()))
        .isNotEmpty()
        .allMatch(each -> each.startsWith("    "));
    assertThat(line).as("the next one begins a line").endsWith(")\n");
  }

  @Test
  void directionOfTheTextStaysThatOfTheLine() throws Exception {
    assertThat(line("text", "A\u202egnp\u2066")).doesNotContain("\u202e", "\u2066");
  }

  @Test
  void plainTextStaysAsItIs() throws Exception {
    assertThat(line("text", "Größe 42 👟\tx"))
        .contains("refused: Größe 42 👟 x sku=\"Größe 42 👟 x\"\n")
        .contains("\n    \tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\",\"log.level\":\"ERROR"})
  void jsonIsOneObjectALine(String between) throws Exception {
    String line = line("json", "A-1" + between + FORGED);

    assertThat(line.strip().lines()).hasSize(1);
    JsonObject object = new JsonObject(line);
    assertThat(object.getString("log.level")).isEqualTo("INFO");
    assertThat(object.getString("message")).isEqualTo("refused: A-1" + between + FORGED);
  }
}
