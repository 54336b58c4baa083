package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.gateway.runtime.TunedGateway;
import io.sluice.store.FaultyDisk;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, or fills: nothing is acknowledged that is not durable, nothing is lost. */
class StoreTroubleTest extends FlowTest {
  private Receiver other;

  @BeforeEach
  void listenToo() {
    other = new Receiver();
  }

  @AfterEach
  void hangUpToo() {
    other.close();
  }

  private static String impatient(String name, Receiver receiver, String keep) {
    return channel(name, receiver, keep) + IMPATIENT;
  }

  private static Stream<String> events(int skus, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> stock("e" + i, "S" + i % skus, "BER", i + 1, i));
  }

  private static boolean endsWith(Receiver receiver, int skus, int events) {
    return IntStream.range(events - skus, events)
        .allMatch(
            i -> {
              var all = receiver.of("S" + i % skus);
              return !all.isEmpty() && quantity(all.get(all.size() - 1)) == i;
            });
  }

  private static long quantity(Receiver.Request request) {
    JsonObject body = request.json();
    JsonObject value = body.containsKey("stock") ? body : body.getJsonObject("data");
    JsonObject stock = value.containsKey("stock") ? value.getJsonObject("stock") : value;
    return stock.getLong("quantity");
  }

  private static long ready(String queue) {
    return node.control("list_queues", "name", "messages")
        .lines()
        .filter(line -> line.startsWith(queue + "\t") || line.startsWith(queue + " "))
        .mapToLong(line -> Long.parseLong(line.substring(queue.length()).strip()))
        .sum();
  }

  @Test
  void fullDiskStopsAcknowledgementAndWorkResumesByItself(@TempDir Path directory) {
    FaultyDisk disk = FaultyDisk.register();
    String shop = shop() + IMPATIENT;
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop, "", TunedGateway::onFaultyDisk)) {
      flow.publish(events(20, 0, 100));
      soon().until(() -> endsWith(receiver, 20, 100));
      soon().until(() -> ready(flow.queue("pim")) == 0);

      disk.fillDisk();
      flow.publish(events(20, 100, 400));

      soon().until(() -> flow.ready().statusCode() == 503);
      soon().until(() -> flow.ready().body().contains("taking no events"));
      soon().until(() -> flow.source("pim").getString("state").equals("suspended"));
      assertThat(flow.ready().body()).contains("store");
      // Whatever the broker handed out came back: none of it was acknowledged.
      soon().until(() -> ready(flow.queue("pim")) == 300);
      assertThat(flow.post("/events", stock("x", "X", "BER", 1, 1), STRUCTURED).statusCode())
          .isEqualTo(503);
      assertThat(endsWith(receiver, 20, 100)).isTrue();

      disk.heal();

      soon().until(() -> flow.ready().statusCode() == 200);
      soon().until(() -> endsWith(receiver, 20, 400));
      soon().until(() -> ready(flow.queue("pim")) == 0);
    } finally {
      disk.heal();
    }
  }

  @Test
  void postedEventIsAnsweredOnlyOnceItIsDurable(@TempDir Path directory) throws Exception {
    FaultyDisk disk = FaultyDisk.register();
    String shop = shop() + IMPATIENT;
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop, "", TunedGateway::onFaultyDisk)) {
      disk.fillDisk();
      String event = stock("p", "P", "BER", 1, 5);
      CompletableFuture<HttpResponse<String>> answer =
          CompletableFuture.supplyAsync(() -> flow.post("/events", event, STRUCTURED));
      soon().until(() -> flow.ready().statusCode() == 503);
      soon().until(() -> flow.ready().body().contains("taking no events"));
      assertThat(answer).isNotDone();
      assertThat(receiver.of("P")).isEmpty();

      disk.heal();

      assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
      soon().until(() -> receiver.of("P").size() == 1);
    } finally {
      disk.heal();
    }
  }

  @Test
  void gatewayStoppedWithAFullDiskHasLostNothing(@TempDir Path directory) {
    FaultyDisk disk = FaultyDisk.register();
    String shop = shop() + IMPATIENT;
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop, "", TunedGateway::onFaultyDisk)) {
      disk.fillDisk();
      flow.publish(events(20, 0, 100));
      soon().until(() -> flow.ready().statusCode() == 503);

      flow.stop();
      disk.heal();
      flow.goOn();

      soon().until(() -> endsWith(receiver, 20, 100));
      soon().until(() -> ready(flow.queue("pim")) == 0);
    } finally {
      disk.heal();
    }
  }

  @Test
  void storeThatIsDeletedUnderTheGatewayStopsTakingAndChannelsGetWhatIsOwed(@TempDir Path directory)
      throws IOException {
    String shop = shop() + IMPATIENT;
    Path store = directory.resolve("data/sluice.mv.db");
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop)) {
      receiver.answers(body -> 503);
      flow.publish(events(20, 0, 100));
      soon().until(() -> flow.decisions("S19").size() == 5);

      Files.move(store, directory.resolve("elsewhere"));

      soon().until(() -> flow.source("pim").getString("state").equals("suspended"));
      assertThat(flow.ready().statusCode()).isEqualTo(503);
      assertThat(flow.ready().body()).contains("sluice.mv.db was deleted or replaced");
      receiver.answers(body -> 200);
      soon().until(() -> endsWith(receiver, 20, 100));

      Files.move(directory.resolve("elsewhere"), store);

      soon().until(() -> flow.source("pim").getString("state").equals("connected"));
    }
  }

  @Test
  void littleSpaceLeftOnTheDiskStopsTakingBeforeItIsFull(@TempDir Path directory) {
    String shop = shop() + IMPATIENT;
    String much = "store:\n  disk: { stop_taking_below: 1000000GB }\n";
    try (Flow flow = Flow.unready(node, directory, Flow.pim(), shop, much)) {
      soon().until(() -> flow.source("pim").getString("state").equals("suspended"));
      flow.publish(events(20, 0, 100));
      var answer = flow.post("/events", stock("x", "X", "BER", 1, 1), STRUCTURED);

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("stop_taking_below");
      assertThat(flow.ready().statusCode()).isEqualTo(503);
      assertThat(flow.ready().body()).contains("make room");
      assertThat(receiver.requests()).isEmpty();
    }
  }

  @Test
  void streamThatKeepsAJournalOverItsBudgetIsFoldedAndNobodyElseNotices(@TempDir Path directory) {
    int skus = 50;
    int events = 8_000;
    String both = impatient("events", receiver, "every_change") + impatient("shop", other, LATEST);
    String budget = "store:\n  keep_events: { for: 0s, at_most: 1MB }\n  durability: os\n";
    try (Flow flow = new Flow(node, directory, Flow.pim(), both, budget, TunedGateway::small)) {
      receiver.answers(body -> 503);
      flow.publish(events(skus, 0, events));
      soon().until(() -> endsWith(other, skus, events));
      assertThat(flow.ready().statusCode()).isEqualTo(200);

      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> flow.channel("events").getJsonArray("alarms").toString().contains("folded"));
      // What came after the last fold is within the budget and waits as it is.
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> flow.channel("events").getLong("backlog") < events / 2);
      // What pinned the journal is gone: much of its 160 events a SKU.
      await().atMost(Duration.ofSeconds(60)).until(() -> flow.decisions("S0").size() < 100);

      receiver.answers(body -> 200);

      await().atMost(Duration.ofSeconds(60)).until(() -> endsWith(receiver, skus, events));
      soon().until(() -> flow.channel("events").getLong("backlog") == 0);
      soon().until(() -> flow.channel("events").getJsonArray("alarms").isEmpty());
      assertThat(flow.deadLetters()).isEmpty();
      assertThat(endsWith(other, skus, events)).isTrue();
      flow.publish(events(skus, events, events + skus));
      soon().until(() -> endsWith(receiver, skus, events + skus));
    }
  }
}
