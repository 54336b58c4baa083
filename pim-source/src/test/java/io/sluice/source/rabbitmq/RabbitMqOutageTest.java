package io.sluice.source.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.source.SourceStatus.State;
import io.sluice.source.cloudevents.CloudEventsDecoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broker that dies and a network that fails. */
@Tag("rabbitmq")
class RabbitMqOutageTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Duration BACK_WITHIN = Duration.ofSeconds(15);

  private static RabbitMqNode node;

  private final String exchange = "events-" + NUMBER.incrementAndGet();
  private final String queue = "queue-" + NUMBER.get();
  private final RecordingSink sink = new RecordingSink();
  private final TestProxy proxy = new TestProxy(node.port());
  private RabbitMqSource source;

  @BeforeAll
  static void startBroker() {
    node = RabbitMqNode.startOrSkip();
  }

  @AfterAll
  static void stopBroker() {
    if (node != null) {
      node.close();
    }
  }

  @AfterEach
  void closeAll() {
    source.close();
    proxy.close();
  }

  private void start(QueueType type, int port) {
    source =
        new RabbitMqSource(
            new RabbitMqConfig(
                "pim",
                "amqp://guest:guest@127.0.0.1:" + port,
                exchange,
                queue,
                type,
                List.of("#"),
                true,
                50,
                Duration.ofSeconds(1),
                null,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2)),
            new CloudEventsDecoder());
    source.start(sink);
  }

  private void awaitConnected() {
    await().atMost(BACK_WITHIN).until(() -> source.status().state() == State.CONNECTED);
  }

  private void awaitProblem(String words) {
    await().atMost(BACK_WITHIN).until(() -> problem().contains(words));
  }

  private String problem() {
    String problem = source.status().problem();
    return problem == null ? "" : problem;
  }

  private void publish(int from, int to) {
    try (TestPublisher pim = new TestPublisher(node, exchange)) {
      pim.publishStock("A", from, to);
    }
  }

  private void awaitTaken(int count) {
    await().atMost(BACK_WITHIN).until(() -> sink.taken().size() >= count);
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @ParameterizedTest
  @EnumSource(QueueType.class)
  void afterACrashOfTheBrokerEventsGoOnInOrderAndNoneIsLost(QueueType type) {
    sink.holdAnswers();
    start(type, node.port());
    awaitConnected();
    node.awaitQuorumQueuesSettled();
    publish(1, 200);
    awaitTaken(50);
    for (int i = 0; i < 10; i++) {
      sink.answer(i);
    }
    await().until(() -> source.status().unanswered() == 50 && sink.taken().size() == 60);

    node.kill9();
    await().until(() -> source.status().state() == State.CONNECTING);
    int before = sink.taken().size();
    node.restart();
    sink.answerFromNowOn();
    awaitConnected();

    awaitTaken(before + 190);
    List<Long> again = sink.quantities(before);
    // The last acknowledgement may have died with the broker; then its events come once more.
    assertThat(again).endsWith(range(11, 200).toArray(new Long[0])).isSorted();
    publish(201, 210);
    awaitTaken(before + again.size() + 10);
    assertThat(sink.quantities(before + again.size())).isEqualTo(range(201, 210));
  }

  @Test
  void answersForALostChannelAreNotTakenForMessagesOfTheNextOne() {
    sink.holdAnswers();
    start(QueueType.CLASSIC, proxy.port());
    awaitConnected();
    publish(1, 10);
    awaitTaken(10);

    proxy.cut();
    awaitTaken(20);
    for (int i = 0; i < 10; i++) {
      sink.answer(i);
    }

    assertThat(source.status().unanswered()).isEqualTo(10);
    assertThat(sink.quantities(10)).isEqualTo(range(1, 10));
    proxy.cut();
    awaitTaken(30);
    assertThat(sink.quantities(20)).isEqualTo(range(1, 10));
  }

  @Test
  void aSilentConnectionIsNoticedByItsHeartbeat() {
    start(QueueType.CLASSIC, proxy.port());
    awaitConnected();

    proxy.swallow();
    await().atMost(Duration.ofSeconds(4)).until(() -> source.status().state() == State.CONNECTING);
    assertThat(problem()).contains("heartbeats of 1 s");
    awaitProblem("did not answer within 2 s");
    proxy.cut();

    awaitConnected();
    publish(1, 3);
    awaitTaken(3);
  }

  @Test
  void aConnectionThatFailsAtOnceIsTriedAboutOnceInASecondAtMost() {
    proxy.refuse();
    long begin = System.nanoTime();
    start(QueueType.CLASSIC, proxy.port());

    await().atMost(BACK_WITHIN).until(() -> proxy.connections() >= 5);

    // 0.4 + 0.8 + 1.6 + 3.2 s at the least.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(5900));
    assertThat(problem()).contains("127.0.0.1:" + proxy.port() + " was lost");
  }

  @Test
  void aPortWhereNobodyListensIsAProblemInWords() {
    proxy.close();
    start(QueueType.CLASSIC, proxy.port());

    awaitProblem("nothing listens at 127.0.0.1:" + proxy.port());
    assertThat(source.status().state()).isEqualTo(State.CONNECTING);
  }

  @Test
  void aHostThatNobodyKnowsIsAProblemInWords() {
    source =
        new RabbitMqSource(
            RabbitMqConfig.withDefaults("pim", "amqp://broker.invalid", "e", "q"),
            new CloudEventsDecoder());
    source.start(sink);

    awaitProblem("host broker.invalid is not known");
  }

  @Test
  void closingDoesNotWaitForABrokerThatHangs() {
    sink.holdAnswers();
    start(QueueType.CLASSIC, proxy.port());
    awaitConnected();
    publish(1, 5);
    awaitTaken(5);
    sink.answer(0);
    proxy.swallow();

    long begin = System.nanoTime();
    source.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
  }

  @Test
  void aSuspendedSourceOutlivesAnOutageAndResumes() {
    sink.holdAnswers();
    start(QueueType.CLASSIC, proxy.port());
    awaitConnected();
    publish(1, 5);
    awaitTaken(5);

    source.suspend("the store stalls");
    proxy.cut();
    publish(6, 8);
    source.resume();

    awaitTaken(13);
    assertThat(sink.quantities(5)).isEqualTo(range(1, 8));
  }

  @Test
  void noThreadStaysAfterClosing() {
    start(QueueType.CLASSIC, node.port());
    awaitConnected();

    source.close();

    await().until(() -> sourceThreads().isEmpty());
  }

  private static List<String> sourceThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("source-pim"))
        .toList();
  }
}
