package io.sluice.trials;

import static io.sluice.trials.Trial.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.Pace;
import io.sluice.simulator.pim.Publisher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The gateway is asked to stop while events come and calls are open. */
@Tag("process")
class StopAndStartTest {
  private static final Duration STOP_AT_MOST = Duration.ofSeconds(45);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  private final AtomicBoolean enough = new AtomicBoolean();

  @Test
  void sigtermUnderLoadEndsWithZeroAndLosesNothing() throws Exception {
    try (Trial trial = Trial.recording(directory)) {
      GatewayProcess gateway =
          trial.gateway("256m", trial.state("shop"), trial.stream("events").batchOf(50));
      runAndStop(trial, gateway, 3);
    }
  }

  @Test
  void streamThatWasDownFromItsFirstDayIsOwedEverythingAfterRestarts() throws Exception {
    try (Trial trial = Trial.recording(directory)) {
      GatewayProcess gateway =
          trial.gateway(
              "256m",
              trial.stream("events").with("breaker: { open_after_failures: 5, probe_every: 1s }"));
      trial.simulator.goDown("events");
      gateway.start();
      Publisher publisher = trial.publisher(gateway);
      EventWriter writer = new EventWriter(0);
      for (int event = 0; event < 200; event++) {
        publisher.publish(writer.stock(Workload.sku(event % 20), "BER", event));
      }
      publisher.awaitConfirmed();
      trial.awaitTaken(gateway);
      assertThat(gateway.sigterm(STOP_AT_MOST)).isZero();
      gateway.start();
      gateway.kill9();
      gateway.start();
      trial.simulator.comeUp("events");

      waiting().until(() -> trial.simulator.summary("events").distinctRevisions() == 200);
      trial.assertPromiseKept();
    }
  }

  @Test
  void launcherRunsItAndPassesTheSignalOn() throws Exception {
    try (Trial trial = Trial.recording(directory)) {
      trial.configure(trial.state("shop"), trial.stream("events").batchOf(50));
      Path launcher = Path.of(System.getProperty("sluice.root"), "bin", "sluice");
      try (GatewayProcess gateway =
          GatewayProcess.launchedBy(launcher, directory, trial.broker.uri())) {
        runAndStop(trial, gateway, 1);
      }
    }
  }

  private void runAndStop(Trial trial, GatewayProcess gateway, int times) {
    // The launcher may build first.
    gateway.begin();
    gateway.awaitReady(Duration.ofMinutes(5));
    Publisher publisher = trial.publisher(gateway);
    CompletableFuture<Void> load = CompletableFuture.runAsync(() -> publishAll(publisher));
    try {
      for (int stop = 1; stop <= times; stop++) {
        long taken = trial.simulator.summary("events").updates();
        waiting().until(() -> trial.simulator.summary("events").updates() > taken + 500);
        assertThat(gateway.sigterm(STOP_AT_MOST)).isZero();
        assertThat(gateway.log()).contains("Stopped.");
        gateway.start();
      }
    } finally {
      enough.set(true);
    }
    load.join();
    trial.awaitDrained(gateway);
    trial.assertPromiseKept();
    assertThat(trial.simulator.summary("events").duplicates()).isZero();
  }

  private void publishAll(Publisher publisher) {
    Workload workload = new Workload(new EventWriter(0), 3, 500);
    Pace pace = new Pace(500);
    while (!enough.get()) {
      pace.await();
      publisher.publish(workload.next());
    }
    publisher.awaitConfirmed();
  }
}
