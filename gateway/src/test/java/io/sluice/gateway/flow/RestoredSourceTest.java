package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.runtime.TunedGateway;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ERP that was restored from a backup says old versions with new values. */
class RestoredSourceTest extends FlowTest {
  private static final int SKUS = 150;

  private Flow open(Path directory) {
    return new Flow(node, directory, Flow.pim(), shop());
  }

  private static void publish(Flow flow, String id, int sequence, int quantity) {
    flow.publish(
        IntStream.range(0, SKUS)
            .mapToObj(i -> stock(id + i, "S" + i, "BER", sequence, quantity + i)));
  }

  private long lastQuantity(String sku) {
    List<Receiver.Request> all = receiver.of(sku);
    return all.isEmpty()
        ? -1
        : all.get(all.size() - 1).json().getJsonObject("stock").getLong("quantity");
  }

  private boolean allHave(int quantity) {
    return IntStream.range(0, SKUS).allMatch(i -> lastQuantity("S" + i) == quantity + i);
  }

  private static long takenAgain(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body()).getLong("takenAgain");
  }

  private static void awaitAlarm(Flow flow) {
    soon().until(() -> !flow.source("pim").getJsonArray("alarms").isEmpty());
  }

  @Test
  void newEpochAlsoDeliversWhatWasJudgedStaleBeforeItWasGiven(@TempDir Path directory) {
    try (Flow flow = open(directory)) {
      publish(flow, "before", 1_000, 1_000);
      soon().until(() -> allHave(1_000));
      publish(flow, "after", 10, 2_000);
      publish(flow, "newest", 11, 3_000);
      awaitAlarm(flow);
      soon().until(() -> flow.decisions("S" + (SKUS - 1)).size() == 3);
      flow.restart();
      assertThat(flow.source("pim").getJsonArray("alarms")).isNotEmpty();

      HttpResponse<String> answer = flow.post("/sources/pim/new-epoch", "{}", "application/json");

      assertThat(takenAgain(answer)).isEqualTo(SKUS);
      assertThat(flow.source("pim").getJsonArray("alarms")).isEmpty();
      soon().until(() -> allHave(3_000));
      assertThat(flow.decisions("S0")).containsExactly("new", "stale", "stale", "new");
      flow.restart();
      publish(flow, "later", 12, 4_000);
      soon().until(() -> allHave(4_000));
      publish(flow, "newest", 11, 3_000);
      soon().until(() -> flow.decisions("S" + (SKUS - 1)).size() == 6);
      assertThat(flow.decisions("S" + (SKUS - 1))).startsWith("duplicate", "new", "new");
    }
  }

  @Test
  void newEpochTakesNothingAgainThatANewerEventReplaced(@TempDir Path directory) {
    try (Flow flow = open(directory)) {
      publish(flow, "before", 1_000, 1_000);
      publish(flow, "after", 10, 2_000);
      flow.publish(stock("ahead", "S0", "BER", 1_001, 7));
      flow.publish(stock("behind", "S0", "BER", 11, 8));
      awaitAlarm(flow);
      soon().until(() -> flow.decisions("S0").size() == 4);

      HttpResponse<String> answer = flow.post("/sources/pim/new-epoch", "{}", "application/json");

      assertThat(takenAgain(answer)).isEqualTo(SKUS - 1);
      soon().until(() -> lastQuantity("S1") == 2_001 && lastQuantity("S0") == 7);
      assertThat(flow.decisions("S0")).containsExactly("stale", "new", "stale", "new");
    }
  }

  @Test
  void newEpochThatAKillInterruptedIsFinishedByTheNextStart(@TempDir Path directory) {
    try (Flow flow = open(directory)) {
      publish(flow, "before", 1_000, 1_000);
      publish(flow, "after", 10, 2_000);
      soon().until(() -> flow.decisions("S" + (SKUS - 1)).size() == 2);
      soon().until(() -> allHave(1_000));
      flow.stop();
      TunedGateway.beginEpochAndDie(directory.resolve("data"), "pim", SKUS + 1);

      flow.goOn();

      soon().until(() -> allHave(2_000));
      assertThat(flow.source("pim").getLong("epoch")).isEqualTo(1);
      flow.restart();
      assertThat(flow.decisions("S0")).containsExactly("new", "stale", "new");
    }
  }

  @Test
  void markOfOneSkuIsLoweredByHand(@TempDir Path directory) {
    try (Flow flow = open(directory)) {
      flow.publish(stock("a", "A", "BER", 1_000, 1));
      flow.publish(stock("b", "B", "BER", 1_000, 1));
      flow.publish(stock("a2", "A", "BER", 10, 2));
      flow.publish(stock("b2", "B", "BER", 10, 2));
      soon().until(() -> flow.decisions("B").size() == 2);

      HttpResponse<String> answer =
          flow.post("/sources/pim/skus/A/lower-mark", "{}", "application/json");

      assertThat(takenAgain(answer)).isEqualTo(1);
      soon().until(() -> lastQuantity("A") == 2);
      flow.restart();
      flow.publish(stock("a3", "A", "BER", 11, 3));
      flow.publish(stock("b3", "B", "BER", 11, 3));
      soon().until(() -> lastQuantity("A") == 3 && flow.decisions("B").size() == 3);
      assertThat(lastQuantity("B")).isEqualTo(1);
      answer = flow.post("/sources/pim/skus/A/lower-mark", "{}", "application/json");
      assertThat(takenAgain(answer)).isZero();
    }
  }
}
