package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the log tells of attempts. */
class AttemptLinesTest extends FlowTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("sluice.attempt");
  private final List<ILoggingEvent> lines = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> ear =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          event.prepareForDeferredProcessing();
          lines.add(event);
        }
      };

  @BeforeEach
  void listenToTheLog() {
    ear.setContext(logger.getLoggerContext());
    ear.start();
    logger.addAppender(ear);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void letGo() {
    logger.detachAppender(ear);
    logger.setLevel(null);
  }

  private static Map<String, Object> keys(ILoggingEvent line) {
    Map<String, Object> keys = new HashMap<>();
    line.getKeyValuePairs().forEach(pair -> keys.put(pair.key, pair.value));
    return keys;
  }

  @Test
  void failedAttemptHasOneLineWithAllThatIsKnownOfIt(@TempDir Path directory) {
    receiver.answers(body -> body.getString("sku").equals("A") ? 422 : 200);
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop())) {
      flow.publish(stock("b", "B", "BER", 1, 5));
      soon().until(() -> receiver.accepted().size() == 1);
      flow.publish(stock("a", "A", "BER", 1, 5));

      soon().until(() -> !lines.isEmpty());
    }
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).getLevel()).isEqualTo(Level.INFO);
    assertThat(lines.get(0).getFormattedMessage()).isEqualTo("delivery attempted");
    Map<String, Object> keys = keys(lines.get(0));
    assertThat(keys)
        .containsEntry("channel", "shop")
        .containsEntry("sku", "A")
        .containsEntry("facet", "stock")
        .containsEntry("part", "stock")
        .containsEntry("position", 2L)
        .containsEntry("outcome", "rejected")
        .containsEntry("status", 422)
        .containsEntry("attempt", 1)
        .containsEntry("breaker", "closed")
        .containsEntry("idempotency_key", receiver.of("A").get(0).idempotencyKey())
        .containsKeys("duration_ms", "backlog")
        .doesNotContainKeys("trace", "span", "event");
    assertThat((String) keys.get("reason")).contains("422");
  }

  @Test
  void eachHasOneWhereAllAreAskedForAndNamesItsTrace(@TempDir Path directory) {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    // Nobody listens there; the line names the trace all the same.
    String more = "log: { attempts: all }\ntraces: { endpoint: \"http://127.0.0.1:1\" }\n";
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop(), more)) {
      flow.publish(
          "pim",
          stock("a", "A", "BER", 1, 5).getBytes(UTF_8),
          STRUCTURED,
          Map.of("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));

      soon().until(() -> !lines.isEmpty());
    }
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).getLevel()).isEqualTo(Level.INFO);
    assertThat(keys(lines.get(0)))
        .containsEntry("outcome", "accepted")
        .containsEntry("status", 200)
        .containsEntry("trace", trace)
        .containsEntry("event", "a")
        .containsKey("span")
        .doesNotContainKey("reason");
  }

  @Test
  void slowOneHasALineThoughItSucceeds(@TempDir Path directory) {
    CountDownLatch answered = new CountDownLatch(1);
    receiver.answers(
        body -> {
          try {
            answered.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return 200;
        });
    String more = "log: { slow: 50ms }\n";
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop(), more)) {
      flow.publish(stock("a", "A", "BER", 1, 5));
      soon().until(() -> flow.channel("shop").getLong("inFlight") == 1);
      Instant begun = Instant.now();
      Awaitility.await()
          .until(() -> Duration.between(begun, Instant.now()).compareTo(Duration.ofMillis(60)) > 0);
      answered.countDown();

      soon().until(() -> !lines.isEmpty());
    }
    assertThat(keys(lines.get(0))).containsEntry("outcome", "accepted").containsEntry("sku", "A");
    assertThat((Long) keys(lines.get(0)).get("duration_ms")).isGreaterThanOrEqualTo(50);
  }
}
