package io.sluice.trials.faults.rows;

import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether healthy channels notice what others suffer: their p99 before and during a fault. What the
 * machine itself lets everybody wait is allowed for.
 */
final class Isolation {
  /** Twice the noise of a machine with two busy cores. */
  private static final Duration NOISE = Duration.ofMillis(300);

  private static final Duration CAUGHT_UP_AT_MOST = Duration.ofSeconds(20);

  /** Half a second of the load, a second of the short form's. */
  private static final int FEW = 100;

  private static final List<String> HEALTHY = List.of("shop", "market", "events", "copies");

  /** Threads of four processes between the PIM and a channel, each of which may be let wait. */
  private static final int HOPS = 20;

  private final Stage stage;
  private final long begun = System.currentTimeMillis();
  private @Nullable Lateness lateness;
  private long faultFrom;
  private long faultTo;

  private Isolation(Stage stage) {
    this.stage = stage;
  }

  /** Once the healthy channels have caught up with the start: a young process is slow. */
  static Isolation begin(Stage stage) {
    Waiting.holdsWithin(
        CAUGHT_UP_AT_MOST,
        () ->
            HEALTHY.stream().allMatch(name -> stage.api().channel(name).getLong("backlog") < FEW));
    return new Isolation(stage);
  }

  void faultBegins() {
    faultFrom = System.currentTimeMillis();
    lateness = Lateness.watch();
  }

  void faultEnds() {
    faultTo = System.currentTimeMillis();
    Objects.requireNonNull(lateness).end();
  }

  /** What the machine alone may let an event wait on its way. */
  Duration machineWaits() {
    return Objects.requireNonNull(lateness).p99().multipliedBy(HOPS);
  }

  /** After all was delivered. */
  void judge() {
    judge(Duration.ZERO);
  }

  /**
   * The same.
   *
   * @param broker what the broker alone lets events wait behind a fault that lies in its queue
   */
  void judge(Duration broker) {
    if (!broker.isZero()) {
      stage.figures().note("broker alone lets wait", broker.toMillis() + " ms");
    }
    stage.figures().note("machine lets wait", machineWaits().toMillis() + " ms");
    for (String channel : HEALTHY) {
      Duration before = stage.p99(channel, begun, faultFrom);
      Duration during = stage.p99(channel, faultFrom, faultTo);
      Duration allowed =
          before.multipliedBy(3).dividedBy(2).plus(NOISE).plus(machineWaits()).plus(broker);
      stage.figures().note("p99 of " + channel + " before", before.toMillis() + " ms");
      stage.figures().atMost("p99 of " + channel + " meanwhile", during, allowed);
    }
  }
}
