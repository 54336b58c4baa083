package io.sluice.gateway.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LogLinesTest {
  /** Begins a line, clears the screen, turns the direction of writing around. */
  private static final String EVIL =
      "A\r\n2026-01-01 INFO forged\n\u001b[2Jx\u2028y\u0085z\u202e \" \\ \u0000";

  private static LoggingEvent event(
      ConfiguredLog log, String message, @Nullable Throwable cause, Object... pairs) {
    var logger = log.context().getLogger("sluice.attempt");
    LoggingEvent event =
        new LoggingEvent(LogLinesTest.class.getName(), logger, Level.INFO, message, cause, null);
    for (int i = 0; i < pairs.length; i += 2) {
      event.addKeyValuePair(new KeyValuePair((String) pairs[i], pairs[i + 1]));
    }
    return event;
  }

  @Test
  void keysOfALineHaveTheNamesOfTheSchemaInJson() {
    ConfiguredLog log = new ConfiguredLog("json");

    JsonObject line =
        new JsonObject(
            log.line(
                event(
                    log,
                    "delivery attempted",
                    null,
                    LineKey.CHANNEL,
                    "shop",
                    LineKey.SKU,
                    "A-1",
                    LineKey.POSITION,
                    42L,
                    LineKey.EVENT,
                    "e-7",
                    LineKey.OUTCOME,
                    "not_listed",
                    LineKey.STATUS,
                    404,
                    LineKey.DURATION_MS,
                    12L,
                    LineKey.ATTEMPT,
                    2,
                    LineKey.BACKLOG,
                    1_000L,
                    LineKey.REASON,
                    "no such item",
                    LineKey.TRACE,
                    "4bf92f3577b34da6a3ce929d0e0e4736")));

    assertThat(line.fieldNames())
        .contains("@timestamp", "log.level", "message", "ecs.version", "log.logger");
    assertThat(line.getString("log.level")).isEqualTo("INFO");
    assertThat(line.getString("message")).isEqualTo("delivery attempted");
    assertThat(line.getString("service.name")).isEqualTo("sluice");
    assertThat(line.getString("labels.channel")).isEqualTo("shop");
    assertThat(line.getString("labels.sku")).isEqualTo("A-1");
    assertThat(line.getLong("event.sequence")).isEqualTo(42);
    assertThat(line.getString("event.id")).isEqualTo("e-7");
    assertThat(line.getString("labels.outcome")).isEqualTo("not_listed");
    assertThat(line.getString("event.outcome")).isEqualTo("failure");
    assertThat(line.getInteger("http.response.status_code")).isEqualTo(404);
    assertThat(line.getLong("event.duration")).isEqualTo(12_000_000);
    assertThat(line.getInteger("numeric_labels.attempt")).isEqualTo(2);
    assertThat(line.getLong("numeric_labels.backlog")).isEqualTo(1_000);
    assertThat(line.getString("event.reason")).isEqualTo("no such item");
    assertThat(line.getString("trace.id")).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
  }

  @Test
  void linesWithoutKeysAreTheSchemasToo() {
    ConfiguredLog log = new ConfiguredLog("json");

    JsonObject line = new JsonObject(log.line(event(log, "Ready", new IllegalStateException("x"))));

    assertThat(line.getString("message")).isEqualTo("Ready");
    assertThat(line.getString("error.type")).isEqualTo("java.lang.IllegalStateException");
    assertThat(line.getString("error.message")).isEqualTo("x");
  }

  @Test
  void nothingOfAnotherBreaksALineInJson() {
    ConfiguredLog log = new ConfiguredLog("json");

    String line =
        log.line(event(log, EVIL, new IllegalStateException(EVIL), LineKey.SKU, EVIL, EVIL, EVIL));

    assertThat(line).endsWith("}\n");
    assertThat(line.substring(0, line.length() - 1).chars()).noneMatch(each -> each < ' ');
    JsonObject read = new JsonObject(line);
    assertThat(read.getString("message")).isEqualTo(EVIL);
    assertThat(read.getString("labels.sku")).isEqualTo(EVIL);
  }

  @Test
  void nothingOfAnotherBreaksALineOfText() {
    ConfiguredLog log = new ConfiguredLog("text");

    String text =
        log.line(
            event(log, "said " + EVIL, new IllegalStateException(EVIL), LineKey.SKU, EVIL, "k", 1));

    List<String> lines = text.lines().toList();
    assertThat(lines.get(0)).contains("said A 2026").contains("sku=\"A 2026").contains("k=\"1\"");
    // A stack trace has lines of its own, and none of them begins where those of the log do.
    assertThat(lines.subList(1, lines.size()))
        .isNotEmpty()
        .allMatch(each -> each.startsWith("    ") || each.startsWith("java.lang."));
    assertThat(text.chars())
        .noneMatch(
            each ->
                (each < ' ' && each != '\n' && each != '\t')
                    || (each >= 0x7f && each <= 0x9f)
                    || (each >= 0x2028 && each <= 0x202e));
  }
}
