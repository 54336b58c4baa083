package io.sluice.trials;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.Pace;
import io.sluice.simulator.pim.Publisher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The gateway is killed again and again while events come, and the broker once. */
@Tag("process")
class KillsUnderLoadTest {
  private static final int KILLS = 20;
  private static final int EVENTS_PER_SECOND = 500;
  private static final int SKUS = 2_000;
  private static final long SEED = 20_260_101;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  private final Random random = new Random(SEED);
  private final AtomicBoolean enough = new AtomicBoolean();

  @Test
  void nothingIsLostOrOvertakenWhateverIsKilled() throws Exception {
    try (Trial trial = Trial.recording(directory)) {
      GatewayProcess gateway =
          trial.shortLived(
              "256m",
              trial.state("shop"),
              trial.state("shop_batched").batchOf(50),
              trial.stream("events"),
              trial.stream("events_batched").batchOf(50));
      gateway.start();
      Publisher publisher = trial.publisher(gateway);
      trial.broker.awaitQuorumQueuesSettled();
      CompletableFuture<Void> load = CompletableFuture.runAsync(() -> publishAll(publisher));
      try {
        for (int kill = 1; kill <= KILLS; kill++) {
          passes(Duration.ofMillis(200 + random.nextInt(2_500)));
          gateway.kill9();
          if (kill == KILLS / 2) {
            trial.broker.kill9();
            trial.broker.restart();
          }
          startAgain(gateway, kill);
        }
      } finally {
        enough.set(true);
      }
      load.join();

      trial.awaitDrained(gateway);
      assertThat(gateway.api().ready()).isTrue();
      assertThat(trial.history.size()).isGreaterThan(10_000);
      trial.assertPromiseKept();
    }
  }

  /** Some die before they are ready. */
  private void startAgain(GatewayProcess gateway, int kill) {
    long begun = System.nanoTime();
    gateway.begin();
    if (kill % 5 == 0) {
      passes(Duration.ofMillis(300 + random.nextInt(1_500)));
      gateway.kill9();
      gateway.begin();
    }
    gateway.awaitReady();
    System.out.println(
        "kill " + kill + ": ready after " + (System.nanoTime() - begun) / 1_000_000 + " ms");
  }

  private void publishAll(Publisher publisher) {
    Workload workload = new Workload(new EventWriter(100), SEED, SKUS);
    Pace pace = new Pace(EVENTS_PER_SECOND);
    while (!enough.get()) {
      pace.await();
      publisher.publish(workload.next());
    }
    publisher.awaitConfirmed();
  }

  /** The moment of a fault is chance, so this waits for nothing. */
  private static void passes(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
