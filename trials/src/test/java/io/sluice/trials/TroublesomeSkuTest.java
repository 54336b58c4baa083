package io.sluice.trials;

import static io.sluice.trials.Trial.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.Summary;
import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.Publisher;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** One product that a channel cannot take, and one setting that is wrong for all of them. */
@Tag("process")
class TroublesomeSkuTest {
  private static final int SKUS = 1_000;
  private static final String POISON = Workload.sku(0);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  private final EventWriter writer = new EventWriter(0);

  @Test
  void skuThatIsAnsweredWithServerErrorsForEverHoldsUpNobodyElse() throws Exception {
    try (Trial trial = Trial.recording(directory)) {
      GatewayProcess gateway =
          trial.gateway(
              "256m",
              impatient(trial.state("state")),
              impatient(trial.stream("stream")),
              impatient(trial.stream("stream_batched").batchOf(50)));
      List<String> all = List.of("state", "stream", "stream_batched");
      all.forEach(channel -> trial.simulator.control(channel, poisoned()));
      // The poison is what waits longest: at recovery it is the head.
      all.forEach(trial.simulator::goDown);
      gateway.start();
      Publisher publisher = trial.publisher(gateway);
      publishRound(publisher, 1);
      trial.awaitTaken(gateway);
      all.forEach(channel -> awaitState(gateway, channel, "offline"));

      all.forEach(trial.simulator::comeUp);
      all.forEach(channel -> awaitOnline(gateway, channel));
      publishRound(publisher, 2);

      for (String channel : all) {
        awaitOthersRight(trial, channel);
        waiting()
            .until(
                () -> {
                  publishToOthers(publisher);
                  return !gateway.api().deadLetters(channel).isEmpty();
                });
        assertThat(gateway.api().deadLetters(channel))
            .allSatisfy(dead -> assertThat(dead.getString("sku")).isEqualTo(POISON));
        assertThat(gateway.api().channel(channel).getString("state")).isEqualTo("online");
      }
    }
  }

  @Test
  void wrongAddressForEverythingNeedsAttentionAndLosesNothing() throws Exception {
    try (Trial trial = Trial.recording(directory)) {
      ChannelSpec shop = trial.state("shop");
      ChannelSpec perSku =
          new ChannelSpec("shop", shop.url() + "/products/{sku}", false, List.of());
      GatewayProcess gateway = trial.gateway("256m", perSku);
      trial.simulator.control("shop", status(404, List.of()));
      gateway.start();
      Publisher publisher = trial.publisher(gateway);
      publishRound(publisher, 1);
      trial.awaitTaken(gateway);
      awaitState(gateway, "shop", "needs attention");
      publishRound(publisher, 2);
      trial.awaitTaken(gateway);

      assertThat(trial.simulator.summary("shop").requests()).isLessThanOrEqualTo(20);
      assertThat(gateway.api().deadLetters("shop")).isEmpty();
      assertThat(gateway.api().channel("shop").getLong("backlog")).isEqualTo(SKUS);

      trial.simulator.control("shop", new JsonObject().put("faults", new JsonArray()));
      gateway.api().steer("shop", "probe");
      trial.awaitDrained(gateway);
      assertThat(gateway.api().channel("shop").getString("state")).isEqualTo("online");
      trial.assertPromiseKept();
    }
  }

  @Test
  void oneBadItemInABatchOfFiftyIsTheOnlyDeadLetter() throws Exception {
    try (Trial trial = Trial.recording(directory)) {
      GatewayProcess gateway =
          trial.gateway(
              "256m",
              trial.stream("items").with("batch: { at_most: 50, wait: 1s }"),
              trial.stream("whole").with("batch: { at_most: 50, wait: 1s }"));
      JsonObject item =
          new JsonObject().put("kind", "item").put("skus", new JsonArray(List.of(POISON)));
      trial.simulator.control("items", new JsonObject().put("faults", new JsonArray().add(item)));
      trial.simulator.control("whole", status(422, List.of(POISON)));
      gateway.start();
      Publisher publisher = trial.publisher(gateway);
      for (int index = 0; index < 50; index++) {
        publisher.publish(writer.stock(Workload.sku(index), "BER", index));
      }
      publisher.awaitConfirmed();
      trial.awaitTaken(gateway);

      for (String channel : List.of("items", "whole")) {
        waiting().until(() -> trial.simulator.summary(channel).distinctRevisions() == 49);
        waiting().until(() -> gateway.api().deadLetters(channel).size() == 1);
        assertThat(gateway.api().deadLetters(channel).get(0).getString("sku")).isEqualTo(POISON);
      }
    }
  }

  private static ChannelSpec impatient(ChannelSpec channel) {
    return channel
        .with("retry: { first_after: 200ms, longest_wait: 1s, give_up_after: 8s }")
        .with("breaker: { open_after_failures: 5, probe_every: 1s }");
  }

  private static JsonObject poisoned() {
    return status(500, List.of(POISON));
  }

  private static JsonObject status(int status, List<String> skus) {
    JsonObject fault =
        new JsonObject()
            .put("kind", "status")
            .put("status", status)
            .put("skus", new JsonArray(skus));
    return new JsonObject().put("faults", new JsonArray().add(fault));
  }

  private void publishRound(Publisher publisher, int round) {
    for (int index = 0; index < SKUS; index++) {
      publisher.publish(writer.stock(Workload.sku(index), "BER", round * 10_000L + index));
    }
    publisher.awaitConfirmed();
  }

  /** A value ages only while others get through: alone it could as well be the channel. */
  private void publishToOthers(Publisher publisher) {
    publisher.publish(writer.stock(Workload.sku(1), "BER", 30_000));
    publisher.awaitConfirmed();
  }

  private static void awaitState(GatewayProcess gateway, String channel, String state) {
    waiting().until(() -> gateway.api().channel(channel).getString("state"), state::equals);
  }

  private static void awaitOnline(GatewayProcess gateway, String channel) {
    waiting()
        .until(
            () -> gateway.api().channel(channel).getString("state"),
            state -> state.equals("online") || state.equals("catching up"));
  }

  /** All but one show the last value. */
  private static void awaitOthersRight(Trial trial, String channel) {
    waiting()
        .until(
            () ->
                trial.simulator.report(channel).keys().stream()
                        .filter(key -> !key.sku().equals(POISON))
                        .filter(key -> Long.parseLong(key.value()) >= 20_000)
                        .count()
                    == SKUS - 1);
    Summary summary = trial.simulator.summary(channel);
    assertThat(summary.staleBegun() + summary.staleApplied()).isZero();
  }
}
