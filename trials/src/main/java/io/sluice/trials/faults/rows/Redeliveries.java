package io.sluice.trials.faults.rows;

import com.rabbitmq.client.Connection;
import io.sluice.trials.ChannelSpec;
import io.sluice.trials.GatewayFiles;
import io.sluice.trials.GatewayProcess;
import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import io.sluice.trials.faults.net.Tap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * P1b: the gateway dies before its answer reaches the broker, each time, so the same messages come
 * again and again. A queue that limits deliveries would drop them: the gateway must not take from
 * it without a word.
 */
final class Redeliveries {
  static final Row ROW =
      new Row(
          "P1b",
          "25 kills with the same messages unacked",
          "nothing lost; a queue with a delivery limit is refused and said so",
          Redeliveries::play);

  private static final int KILLS = 25;

  private Redeliveries() {}

  private static void play(Stage stage) throws Exception {
    List<ChannelSpec> channels = List.of(stage.state("shop"), stage.stream("events"));
    GatewayProcess gateway = stage.gateway(channels);
    refusesLimit(stage, gateway);
    int kills = stage.size().of(3, KILLS);
    stage.footprintBefore();
    stage.broker().awaitQuorumQueuesSettled();
    gateway.kill9();
    Backlog.publish(stage, 200);
    for (int kill = 0; kill < kills; kill++) {
      killUnanswered(stage, gateway);
    }
    Waiting.until("the broker has them back", Stage.AT_MOST, () -> stage.desk().waiting() == 200);
    stage.figures().exactly("still in the queue", stage.desk().waiting(), 200);
    gateway.start();
    stage.settle();
    stage.figures().note("kills", kills);
  }

  /** No answer reaches the broker; channels get what is due, so each start is a good one. */
  private static void killUnanswered(Stage stage, GatewayProcess gateway) {
    AtomicInteger answers = new AtomicInteger();
    stage
        .brokerLink()
        .tap(
            (passage, bytes, length) -> {
              boolean answer =
                  passage == Tap.Passage.REQUEST_COMES && Trap.contains(bytes, length, Trap.ACK);
              answers.addAndGet(answer ? 1 : 0);
              return !answer;
            });
    gateway.start();
    Waiting.until(
        "all is delivered, and answered in vain",
        Stage.AT_MOST,
        () -> answers.get() > 0 && stage.nothingWaits());
    gateway.kill9();
    stage.brokerLink().tap(Tap.NONE);
  }

  private static void refusesLimit(Stage stage, GatewayProcess gateway) throws Exception {
    try (Connection connection = stage.broker().connect()) {
      Map<String, Object> arguments =
          Map.of("x-queue-type", "quorum", "x-single-active-consumer", true, "x-delivery-limit", 3);
      connection.createChannel().queueDeclare(GatewayFiles.QUEUE, true, false, false, arguments);
    }
    gateway.start();
    boolean said = Waiting.holdsWithin(Stage.AT_MOST, () -> problem(stage) != null);
    stage.figures().holds("delivery limit is told", said, "nothing was said");
    stage.desk().deleteQueue();
    stage.awaitConnected();
  }

  private static @org.jspecify.annotations.Nullable String problem(Stage stage) {
    return stage.api().sources().get(0).getString("problem");
  }
}
