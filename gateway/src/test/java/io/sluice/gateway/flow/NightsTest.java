package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What people on duty do with a gateway that runs. */
class NightsTest extends FlowTest {
  private static final String JSON = "application/json";

  private String shops() {
    return shop() + shop().replace("shop:", "other:");
  }

  @Test
  void allArePausedOverARestartAndOnePausedByItselfStaysSo(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shops())) {
      flow.post("/channels/other/pause", "{\"reason\":\"stocktaking\"}", JSON);
      Instant end = Instant.now().plus(Duration.ofHours(2));
      flow.post("/channels/pause", "{\"reason\":\"wrong\",\"until\":\"%s\"}".formatted(end), JSON);
      flow.publish(stock("e-1", "A", "BER", 1, 5));
      flow.restart();

      assertThat(flow.channel("shop").getString("state")).isEqualTo("paused");
      assertThat(Instant.parse(flow.channel("shop").getString("pausedUntil")))
          .isBetween(end.minusSeconds(1), end);
      assertThat(flow.channel("shop").getString("stateReason")).contains("wrong");
      assertThat(receiver.requests()).isEmpty();

      assertThat(flow.post("/channels/resume", "{\"reason\":\"mended\"}", JSON).statusCode())
          .isEqualTo(200);
      soon().until(() -> receiver.accepted().size() == 1);
      assertThat(flow.channel("shop").getValue("pausedUntil")).isNull();
      assertThat(flow.channel("other").getString("stateReason")).contains("stocktaking");
      assertThat(audit(flow, "channels resume"))
          .containsExactly("channel=other, all=true (mended)", "channel=shop, all=true (mended)");
      assertThat(audit(flow, "channels pause")).hasSize(3);
    }
  }

  @Test
  void aRateIsVisibleAndNeverAboveTheLimit(@TempDir Path directory) {
    String limited = shop() + "  limits: { requests_per_second: 50 }\n";
    try (Flow flow = new Flow(node, directory, Flow.pim(), limited)) {
      assertThat(flow.post("/channels/shop/rate", "{\"requestsPerSecond\":51}", JSON).body())
          .contains("limits.requests_per_second of channel shop is 50.0");
      assertThat(flow.post("/channels/shop/rate", "{\"requestsPerSecond\":-1}", JSON).statusCode())
          .isEqualTo(400);
      assertThat(flow.post("/channels/shop/rate", "{}", JSON).statusCode()).isEqualTo(400);

      flow.post("/channels/shop/rate", "{\"requestsPerSecond\":0.5}", JSON);
      flow.restart();

      assertThat(flow.channel("shop").getDouble("rate")).isEqualTo(0.5);
      assertThat(flow.channel("shop").getString("stateReason"))
          .startsWith("slowed to 0.5 requests a second by ");
      flow.post("/channels/shop/rate", "{\"none\":true}", JSON);
      assertThat(flow.channel("shop").getValue("rate")).isNull();
      assertThat(audit(flow, "channels rate"))
          .contains("channel=shop, none=true (null)", "channel=shop, requestsPerSecond=0.5 (null)");
    }
  }

  @Test
  void aLogLevelIsChangedForAWhile(@TempDir Path directory) {
    Logger channel = (Logger) LoggerFactory.getLogger("io.sluice.gateway.channel");
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop())) {
      String body =
          "{\"logger\":\"io.sluice.gateway.channel\",\"level\":\"debug\",\"until\":\"%s\"}";
      flow.post("/log-levels", body.formatted(Instant.now().plusSeconds(3)), JSON);
      assertThat(channel.getLevel()).isEqualTo(Level.DEBUG);
      assertThat(Flow.items(flow.get("/log-levels"))).hasSize(1);

      soon().until(() -> Flow.items(flow.get("/log-levels")).isEmpty());
      assertThat(channel.getLevel()).isNull();
      assertThat(flow.post("/log-levels", "{\"logger\":\"root\",\"level\":\"debug\"}", JSON).body())
          .contains("may show secrets");
      flow.post("/log-levels", body.formatted(Instant.now().plusSeconds(300)), JSON);
    }
    assertThat(channel.getLevel()).isNull();
  }

  /** Of the list itself another test says that it is what a gateway measures. */
  @Test
  void metricsOfTheRunbookAreInTheList() throws IOException {
    Path docs = Path.of(System.getProperty("sluice.root", ".."), "docs");
    String list = Files.readString(docs.resolve("monitoring.md"));
    List<String> told =
        Pattern.compile("`(sluice_[a-z_]+)`")
            .matcher(Files.readString(docs.resolve("operations.md")))
            .results()
            .map(result -> "| `" + result.group(1) + "` |")
            .distinct()
            .toList();

    assertThat(told).hasSizeGreaterThan(12).allSatisfy(row -> assertThat(list).contains(row));
  }

  /** Targets and reasons, newest first. */
  static List<String> audit(Flow flow, String action) {
    return Flow.items(flow.get("/audit?limit=500")).stream()
        .filter(step -> step.getString("action").equals(action))
        .map(step -> target(step) + " (" + step.getString("reason") + ")")
        .sorted()
        .toList();
  }

  private static String target(JsonObject step) {
    return step.getString("target");
  }
}
