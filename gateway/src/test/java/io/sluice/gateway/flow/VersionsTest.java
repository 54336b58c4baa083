package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.event;
import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose word counts, and which of two: the order of versions through a real broker. */
class VersionsTest extends FlowTest {

  private JsonObject lastStock(String sku) {
    List<Receiver.Request> all = receiver.of(sku);
    return all.get(all.size() - 1).json().getJsonObject("stock");
  }

  @Test
  void versionsOfTwoWarehousesAreNotCompared(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop())) {
      flow.publish(stock("a", "S", "BER", 7, 10));
      flow.publish(stock("b", "S", "HAM", 5, 3));
      soon().until(() -> !receiver.of("S").isEmpty() && lastStock("S").getLong("quantity") == 13);
      assertThat(flow.decisions("S")).containsExactly("new", "new");
    }
  }

  @Test
  void ofTwoChangesInOneSecondTheSecondWins(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.source("pim", "time"), shop())) {
      String time = "2026-01-05T10:00:00Z";
      flow.publish(event("t1", "product.stock.changed", 1, time, "{\"sku\":\"S\",\"quantity\":1}"));
      flow.publish(event("t2", "product.stock.changed", 1, time, "{\"sku\":\"S\",\"quantity\":2}"));
      flow.publish(event("t1", "product.stock.changed", 1, time, "{\"sku\":\"S\",\"quantity\":1}"));
      flow.publish(
          event(
              "t0",
              "product.stock.changed",
              1,
              "2026-01-05T09:59:59Z",
              "{\"sku\":\"S\",\"quantity\":0}"));
      soon().until(() -> flow.decisions("S").size() == 4);
      assertThat(flow.decisions("S")).containsExactly("stale", "duplicate", "new", "new");
      soon().until(() -> lastStock("S").getLong("quantity") == 2);
    }
  }

  @Test
  void twoSourcesOfOnePartNeedAnOwner(@TempDir Path directory) {
    String both = Flow.pim() + Flow.source("erp", "sequence");
    try (Flow flow = new Flow(node, directory, both, shop())) {
      flow.publish(stock("p", "S", "BER", 900_000, 10));
      soon().until(() -> flow.decisions("S").size() == 1);
      publish(flow, "erp", stock("e", "S", "BER", 4, 11));
      publish(
          flow,
          "erp",
          event(
              "c",
              "product.price.changed",
              4,
              "",
              "{\"sku\":\"S\",\"amount\":\"9.99\",\"currency\":\"EUR\"}"));
      soon().until(() -> flow.decisions("S").size() == 2);
      assertThat(flow.decisions("S")).containsExactly("new", "new");
      assertThat(flow.refused()).hasSize(1);
      assertThat(flow.refused().get(0).getString("code")).isEqualTo("owner.unknown");
    }
  }

  @Test
  void theOwnersWordCounts(@TempDir Path directory) {
    String both = Flow.pim() + Flow.source("erp", "sequence");
    try (Flow flow = new Flow(node, directory, both, shop(), "owners: { stock: erp }\n")) {
      flow.publish(stock("p", "S", "BER", 900_000, 10));
      publish(flow, "erp", stock("e", "S", "BER", 4, 11));
      soon().until(() -> flow.decisions("S").size() == 2);
      soon().until(() -> !receiver.of("S").isEmpty());
      assertThat(flow.decisions("S")).containsExactlyInAnyOrder("new", "not owned");
      assertThat(lastStock("S").getLong("quantity")).isEqualTo(11);
    }
  }

  @Test
  void aRestoredSourceRaisesAnAlarmAndANewEpochHealsIt(@TempDir Path directory) {
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop())) {
      for (int i = 0; i < 150; i++) {
        flow.publish(stock("old-" + i, "S" + i, "BER", 1_000, 1));
      }
      for (int i = 0; i < 150; i++) {
        flow.publish(stock("back-" + i, "S" + i, "BER", 10, 2));
      }
      soon().until(() -> !flow.source("pim").getJsonArray("alarms").isEmpty());
      assertThat(flow.source("pim").getJsonArray("alarms").getString(0)).contains("new-epoch");

      assertThat(flow.post("/sources/pim/new-epoch", "{}", "application/json").statusCode())
          .isEqualTo(200);

      assertThat(flow.source("pim").getJsonArray("alarms")).isEmpty();
      flow.publish(stock("now", "S0", "BER", 11, 3));
      soon().until(() -> lastStock("S0").getLong("quantity") == 3);
      flow.restart();
      flow.publish(stock("later", "S1", "BER", 12, 4));
      soon().until(() -> lastStock("S1").getLong("quantity") == 4);
    }
  }

  private static void publish(Flow flow, String source, String body) {
    flow.publish(source, body.getBytes(StandardCharsets.UTF_8), STRUCTURED);
  }
}
