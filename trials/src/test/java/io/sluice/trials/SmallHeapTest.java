package io.sluice.trials;

import static io.sluice.trials.Trial.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.Publisher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small heap, many products, five channels of which one is down. A tenth of the size that is
 * promised, unless {@code -Dsluice.trials.full=true}: 100,000 SKUs, 1,000,000 events, 256 MB.
 */
@Tag("process")
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class SmallHeapTest {
  private static final boolean FULL = Boolean.getBoolean("sluice.trials.full");
  private static final int SKUS = FULL ? 100_000 : 10_000;
  private static final int EVENTS = FULL ? 1_000_000 : 100_000;
  private static final String HEAP = FULL ? "256m" : "96m";
  private static final Duration AT_MOST = Duration.ofMinutes(FULL ? 60 : 8);

  /** With it an event has about 1 KiB. */
  private static final int PADDING = 800;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  private final long begun = System.nanoTime();

  @Test
  void runsRestartsAndDrains() throws Exception {
    try (Trial trial = Trial.summing(directory)) {
      List<ChannelSpec> channels =
          List.of(
              trial.state("shop").batchOf(100),
              trial.state("market").batchOf(50),
              trial.stream("events").batchOf(100),
              trial.stream("copies").batchOf(50),
              trial.stream("down")
                  .batchOf(100)
                  .with("breaker: { open_after_failures: 5, probe_every: 1s }"));
      GatewayProcess gateway = trial.gateway(HEAP, channels.toArray(ChannelSpec[]::new));
      trial.simulator.goDown("down");
      gateway.start();
      publishAll(trial.publisher(gateway));
      tell("published", gateway);

      assertThat(gateway.sigterm(Duration.ofSeconds(60))).isZero();
      gateway.start();
      tell("started after SIGTERM", gateway);
      whileAlive(gateway).until(() -> accepted(gateway) > EVENTS / 4);
      gateway.kill9();
      gateway.start();
      tell("started after kill -9", gateway);
      trial.awaitTaken(gateway, AT_MOST);
      tell("all taken", gateway);
      gateway.kill9();
      gateway.start();
      tell("started with everything in the journal", gateway);

      trial.simulator.comeUp("down");
      whileAlive(gateway).until(() -> gateway.api().drained());
      tell("drained", gateway);
      assertThat(gateway.isAlive()).isTrue();
      trial.assertEndsRight();
    }
  }

  private static void publishAll(Publisher publisher) {
    Workload workload = new Workload(new EventWriter(PADDING), 11, SKUS);
    for (int event = 0; event < EVENTS; event++) {
      publisher.publish(workload.nextInTurn());
    }
    publisher.awaitConfirmed();
  }

  private static ConditionFactory whileAlive(GatewayProcess gateway) {
    return waiting().atMost(AT_MOST).failFast("the gateway ended", () -> !gateway.isAlive());
  }

  private static long accepted(GatewayProcess gateway) {
    return gateway.api().channels().values().stream()
        .mapToLong(view -> view.getLong("accepted"))
        .sum();
  }

  private void tell(String what, GatewayProcess gateway) {
    System.out.printf(
        "%4d s  %s; peak memory %d MB; backlogs %s%n",
        (System.nanoTime() - begun) / 1_000_000_000,
        what,
        gateway.peakMemoryBytes() >> 20,
        gateway.api().channels().values().stream()
            .map(view -> view.getString("channel") + " " + view.getLong("backlog"))
            .toList());
  }
}
