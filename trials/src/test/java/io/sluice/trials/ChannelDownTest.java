package io.sluice.trials;

import static io.sluice.trials.Trial.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.RequestRecord;
import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.Pace;
import io.sluice.simulator.pim.Publisher;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Two of six channels are down while 50,000 changes come; the others must not notice. */
@Tag("process")
class ChannelDownTest {
  private static final int CHANGES = 50_000;
  private static final int EVENTS_PER_SECOND = 1_500;
  private static final int SKUS = 1_000;
  private static final List<String> HEALTHY = List.of("shop", "shop_batched", "events", "copies");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void outageIsCaughtUpInOrderAndNobodyElseWaits() throws Exception {
    try (Trial trial = Trial.recording(directory)) {
      GatewayProcess gateway =
          trial.gateway(
              "256m",
              trial.state("shop"),
              trial.state("shop_batched").batchOf(50),
              trial.stream("events").batchOf(50),
              trial.stream("copies").batchOf(50),
              quickProbe(trial.state("down_state")),
              quickProbe(trial.stream("down_stream").batchOf(50)));
      trial.simulator.goDown("down_state");
      trial.simulator.goDown("down_stream");
      gateway.start();
      publishAll(trial.publisher(gateway), gateway);
      trial.awaitTaken(gateway);
      awaitHealthyDrained(gateway);
      assertThat(gateway.api().channel("down_state").getLong("backlog")).isEqualTo(SKUS);
      assertThat(gateway.api().channel("down_stream").getLong("backlog")).isEqualTo(CHANGES);

      trial.simulator.comeUp("down_state");
      trial.simulator.comeUp("down_stream");
      trial.awaitDrained(gateway);

      assertThat(trial.simulator.summary("down_state").updates()).isLessThanOrEqualTo(1_100);
      List<RequestRecord> caughtUp = trial.simulator.records().of("down_stream");
      assertThat(caughtUp.stream().map(record -> record.update().version()).distinct())
          .hasSize(CHANGES);
      trial.assertPromiseKept();
    }
  }

  private static ChannelSpec quickProbe(ChannelSpec channel) {
    return channel.with("breaker: { open_after_failures: 5, probe_every: 1s }");
  }

  /** The healthy channels must keep up all the while. */
  private static void publishAll(Publisher publisher, GatewayProcess gateway) {
    EventWriter writer = new EventWriter(0);
    Random random = new Random(7);
    Pace pace = new Pace(EVENTS_PER_SECOND);
    long before = 0;
    for (int change = 0; change < CHANGES; change++) {
      pace.await();
      publisher.publish(
          writer.stock(Workload.sku(change % SKUS), "BER", random.nextInt(1_000_000)));
      if (change % 10_000 == 9_999) {
        long seen = before;
        before =
            waiting().until(() -> leastAccepted(gateway.api().channels()), least -> least > seen);
      }
    }
    publisher.awaitConfirmed();
  }

  private static long leastAccepted(Map<String, JsonObject> channels) {
    return HEALTHY.stream()
        .mapToLong(name -> channels.get(name).getLong("accepted"))
        .min()
        .orElseThrow();
  }

  private static void awaitHealthyDrained(GatewayProcess gateway) {
    waiting()
        .until(
            () ->
                HEALTHY.stream()
                    .allMatch(name -> gateway.api().channel(name).getLong("backlog") == 0));
  }
}
