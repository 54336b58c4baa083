package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Since when a channel is in its state. */
class SinceTest extends FlowTest {
  private static Instant since(JsonObject channel) {
    return Instant.parse(channel.getString("since"));
  }

  private static JsonObject become(Flow flow, String verb, String state) {
    flow.post("/channels/shop/" + verb, "{}", "application/json");
    soon().until(() -> flow.channel("shop").getString("state").equals(state));
    return flow.channel("shop");
  }

  @Test
  void eachStateHasTheTimeAtWhichItBegan(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop())) {
      Instant online = since(flow.channel("shop"));
      assertThat(since(flow.channel("shop"))).isEqualTo(online);

      Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      Instant paused = since(become(flow, "pause", "paused"));
      assertThat(paused).isBetween(before, Instant.now()).isAfter(online);
      assertThat(since(flow.channel("shop"))).isEqualTo(paused);

      assertThat(since(become(flow, "resume", "online"))).isAfter(paused);
    }
  }
}
