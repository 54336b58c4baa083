package io.sluice.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who decided what stands in the log, also where it failed. */
class AuditTest extends FlowTest {
  private final Logger audit = (Logger) LoggerFactory.getLogger("sluice.audit");
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  @BeforeEach
  void hear() {
    said.start();
    audit.addAppender(said);
    audit.setLevel(Level.INFO);
  }

  @AfterEach
  void leave() {
    audit.detachAppender(said);
    audit.setLevel(null);
  }

  @Test
  void decisionsThatFailAreToldToo(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop())) {
      String selection = "{\"channel\":\"nobody\"}";
      assertThat(flow.post("/held/approve", selection, "application/json").statusCode())
          .isEqualTo(404);
      assertThat(
              flow.post("/held/approve", "{\"channel\":\"shop\"}", "application/json").statusCode())
          .isEqualTo(200);
    }

    assertThat(said.list)
        .extracting(ILoggingEvent::getMessage)
        .containsExactly("approve held failed; some of it may be decided", "approve held");
    assertThat(said.list.get(0).getKeyValuePairs().toString())
        .contains("channel=\"nobody\"", "no channel 'nobody'");
  }
}
