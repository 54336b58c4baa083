package io.sluice.trials.faults.rows;

import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Load;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** B3: the broker is there and does not let the gateway work. */
final class BrokerTroubles {
  static final Row ROW =
      new Row(
              "B3",
              "queue deleted; no permission; memory alarm",
              "told in words; heals by itself <= 10 s after; the process never ends",
              BrokerTroubles::play)
          .in(BrokerNetwork.ACT);

  private static final Duration HEALS_AT_MOST = Duration.ofSeconds(10);

  private BrokerTroubles() {}

  private static void play(Stage stage) {
    Load load = stage.startUnderLoad(stage.fourChannels());
    long pid = stage.gateway().pid();
    deleted(stage, load);
    forbidden(stage);
    alarmed(stage);
    stage.finish();
    stage.figures().holds("still the same process", stage.gateway().isAlive(), "not " + pid);
  }

  /** What lies in the queue would go with it, which nobody could mend: so nothing does. */
  private static void deleted(Stage stage, Load load) {
    load.pause();
    Waiting.until("the queue is empty", Stage.AT_MOST, () -> isAllTaken(stage));
    stage.desk().deleteQueue();
    load.goOn();
    stage.figures().atMost("queue made again after", received(stage), HEALS_AT_MOST);
  }

  /**
   * Nothing waits, everything published was taken, and is answered: so nothing is on its way
   * between broker and gateway either. What {@code list_queues} tells of a quorum queue is up to 5
   * s old.
   */
  private static boolean isAllTaken(Stage stage) {
    double taken = stage.api().metric("sluice_events_total{decision=\"new\"");
    long unanswered = stage.api().sources().get(0).getLong("unanswered");
    return stage.desk().waiting() == 0 && taken == stage.published() && unanswered == 0;
  }

  private static void forbidden(Stage stage) {
    stage.broker().control("clear_permissions", "guest");
    stage.brokerLink().cut();
    told(stage, "no permission");
    stage.broker().control("set_permissions", "guest", ".*", ".*", ".*");
    stage.figures().atMost("permitted again: receives after", received(stage), HEALS_AT_MOST);
  }

  /**
   * The broker tells those who publish that they are blocked, on their connections. The gateway
   * only takes: it is told nothing and has nothing to tell of; what is in the queue reaches it.
   */
  private static void alarmed(Stage stage) {
    stage.broker().control("set_vm_memory_high_watermark", "0.00001");
    boolean blocked = stage.desk().blocksPublishers(HEALS_AT_MOST);
    stage.figures().holds("memory alarm blocks who publishes", blocked, "not told");
    Waiting.until("the queue is empty", Stage.AT_MOST, () -> stage.desk().waiting() == 0);
    stage.lasts(1, 20);
    stage.figures().exactly("state of the source meanwhile", state(stage), "connected");
    stage.figures().note("problem under memory alarm", String.valueOf(problem(stage)));
    stage.broker().control("set_vm_memory_high_watermark", "absolute", "512MiB");
    stage.figures().atMost("alarm over: receives after", received(stage), HEALS_AT_MOST);
  }

  private static String state(Stage stage) {
    return stage.api().sources().get(0).getString("state");
  }

  private static void told(Stage stage, String what) {
    boolean told =
        Waiting.holdsWithin(HEALS_AT_MOST, () -> String.valueOf(problem(stage)).contains("guest"));
    stage.figures().holds(what + " is told", told, String.valueOf(problem(stage)));
    stage.figures().note(what, String.valueOf(problem(stage)));
    stage.figures().holds(what + " makes it unready", !stage.api().problems().isEmpty(), "ready");
  }

  private static @Nullable String problem(Stage stage) {
    return stage.api().sources().get(0).getString("problem");
  }

  private static Duration received(Stage stage) {
    long before = stage.api().sources().get(0).getLong("received");
    return Waiting.until(
        "events are received again",
        Stage.AT_MOST,
        () -> stage.api().sources().get(0).getLong("received") > before);
  }
}
