package io.sluice.source.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.sluice.source.RefusalCode;
import io.sluice.source.SourceStatus.State;
import io.sluice.source.cloudevents.CloudEventsDecoder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against a real broker that stays up. */
@Tag("rabbitmq")
class RabbitMqSourceTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static RabbitMqNode node;

  private final String exchange = "events-" + NUMBER.incrementAndGet();
  private String queue = "queue-" + NUMBER.get();
  private final RecordingSink sink = new RecordingSink();
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

  @BeforeEach
  void createSource() {
    source = new RabbitMqSource(config(node.uri()), new CloudEventsDecoder());
  }

  @AfterEach
  void closeSource() {
    source.close();
  }

  private RabbitMqConfig config(String uri) {
    return config(uri, true, 50);
  }

  private RabbitMqConfig config(String uri, boolean declare, int prefetch) {
    return new RabbitMqConfig(
        "pim",
        uri,
        exchange,
        queue,
        QueueType.CLASSIC,
        List.of("#"),
        declare,
        prefetch,
        Duration.ofSeconds(5),
        null,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5));
  }

  private void startAndConnect() {
    source.start(sink);
    awaitState(State.CONNECTED);
  }

  private void awaitState(State state) {
    await().until(() -> source.status().state() == state);
  }

  private void publish(int from, int to) {
    try (TestPublisher pim = new TestPublisher(node, exchange)) {
      pim.publishStock("A", from, to);
    }
  }

  private void awaitTaken(int count) {
    await().until(() -> sink.taken().size() >= count);
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private long ready() {
    try (Connection connection = node.connect();
        Channel channel = connection.createChannel()) {
      return channel.messageCount(queue);
    } catch (IOException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private void admin(Admin work) {
    try (Connection connection = node.connect();
        Channel channel = connection.createChannel()) {
      work.on(channel);
    } catch (IOException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Admin {
    void on(Channel channel) throws IOException;
  }

  @Test
  void eventsComeInTheOrderTheyWerePublished() {
    startAndConnect();

    publish(1, 2000);

    awaitTaken(2000);
    assertThat(sink.quantities()).isEqualTo(upTo(2000));
    await().until(() -> source.status().unanswered() == 0);
    assertThat(source.status().received()).isEqualTo(2000);
    assertThat(sink.taken()).allMatch(received -> received.source().equals("pim"));
  }

  @Test
  void whatIsUnansweredComesAgainInOrderAfterASuspension() {
    sink.holdAnswers();
    startAndConnect();
    publish(1, 10);
    awaitTaken(10);
    sink.answer(0);
    sink.answer(1);
    await().until(() -> source.status().unanswered() == 8);

    source.suspend("the store is full");
    assertThat(source.status().state()).isEqualTo(State.SUSPENDED);
    assertThat(source.status().problem()).isEqualTo("the store is full");
    await().until(() -> ready() == 8);
    sink.answer(5);
    source.resume();

    awaitTaken(18);
    assertThat(sink.quantities(10)).isEqualTo(LongStream.rangeClosed(3, 10).boxed().toList());
    assertThat(source.status().state()).isEqualTo(State.CONNECTED);
  }

  @Test
  void aSuspensionThatIsOverAtOnceLosesNothing() {
    sink.holdAnswers();
    startAndConnect();
    publish(1, 20);
    awaitTaken(20);

    for (int i = 0; i < 10; i++) {
      source.suspend("briefly");
      source.resume();
    }
    sink.answerFromNowOn();
    int before = sink.taken().size();
    source.suspend("briefly");
    source.resume();

    await().until(() -> sink.quantities(before).containsAll(upTo(20)));
    await().until(() -> source.status().unanswered() == 0 && ready() == 0);
  }

  @Test
  void onlyWhatLiesBeforeEverythingUnfinishedIsAcknowledged() {
    sink.holdAnswers();
    startAndConnect();
    publish(1, 10);
    awaitTaken(10);

    sink.answer(9);
    sink.answer(1);
    sink.answer(2);
    assertThat(source.status().unanswered()).isEqualTo(10);
    sink.answer(0);

    await().until(() -> source.status().unanswered() == 7);
    source.suspend("look");
    await().until(() -> ready() == 7);
  }

  @Test
  void noMoreThanThePrefetchIsTakenWhileTheSinkBlocks() {
    source.close();
    source = new RabbitMqSource(config(node.uri(), true, 10), new CloudEventsDecoder());
    sink.block();
    startAndConnect();
    publish(1, 100);

    await().until(() -> source.status().received() == 10);
    await().during(Duration.ofMillis(300)).until(() -> source.status().received() == 10);
    sink.unblock();

    awaitTaken(100);
    assertThat(sink.quantities()).isEqualTo(upTo(100));
  }

  @Test
  void aSuspendedSourceIgnoresWhatABlockedSinkAnswersLater() {
    sink.block();
    startAndConnect();
    publish(1, 5);
    await().until(() -> source.status().received() == 5);

    source.suspend("stalled");
    await().until(() -> ready() == 5);
    sink.unblock();
    awaitTaken(1);
    assertThat(ready()).isEqualTo(5);
    source.resume();

    awaitTaken(6);
    assertThat(sink.quantities(1)).isEqualTo(upTo(5));
  }

  @Test
  void aStoppedSourceTakesNothingMoreButStillAnswers() {
    sink.holdAnswers();
    startAndConnect();
    publish(1, 5);
    awaitTaken(5);

    source.stop();
    publish(6, 8);
    for (int i = 0; i < 5; i++) {
      sink.answer(i);
    }
    await().until(() -> source.status().unanswered() == 3);
    source.close();

    assertThat(ready()).isEqualTo(3);
    assertThat(sink.taken()).hasSize(5);
    assertThat(source.status().state()).isEqualTo(State.STOPPED);
  }

  @Test
  void whatWasOnItsWayAtTheStopComesAgainInItsPlace() {
    source.close();
    queue += "-quorum";
    source = new RabbitMqSource(quorumConfig(), new CloudEventsDecoder());
    startAndConnect();
    publish(1, 1);
    awaitTaken(1);
    source.suspend("until there is a backlog");
    publish(2, 5000);
    sink.atMessage(1500, source::stop);
    source.resume();
    awaitTaken(1500);

    source.close();
    int before = sink.taken().size();

    source = new RabbitMqSource(quorumConfig(), new CloudEventsDecoder());
    startAndConnect();
    await().until(() -> sink.quantities().contains(5000L));
    List<Long> again = sink.quantities(before);
    assertThat(before).isEqualTo(1500);
    assertThat(again.get(0)).isLessThanOrEqualTo(before + 1);
    assertThat(again).isEqualTo(LongStream.rangeClosed(again.get(0), 5000).boxed().toList());
  }

  private RabbitMqConfig quorumConfig() {
    return new RabbitMqConfig(
        "pim",
        node.uri(),
        exchange,
        queue,
        QueueType.QUORUM,
        List.of("#"),
        true,
        1000,
        Duration.ofSeconds(5),
        null,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5));
  }

  @Test
  void closingPassesOnTheAnswersGivenSoFar() {
    sink.holdAnswers();
    startAndConnect();
    publish(1, 50);
    awaitTaken(50);
    for (int i = 0; i < 40; i++) {
      sink.answer(i);
    }

    source.close();

    await().until(() -> ready() == 10);
  }

  @Test
  void aBodyOfFiveMebibytesIsRefusedAndTheNextEventComes() {
    startAndConnect();
    try (TestPublisher pim = new TestPublisher(node, exchange)) {
      pim.publish(new byte[5 << 20]);
      pim.publishStock("A", 1, 1);
    }

    awaitTaken(2);
    assertThat(sink.refusals()).containsExactly(RefusalCode.BODY_TOO_LARGE);
    assertThat(sink.taken().get(0).raw().body()).hasSize(5 << 20);
    assertThat(sink.quantities(1)).containsExactly(1L);
  }

  @Test
  void aSinkThatFailsGetsTheEventAgain() {
    AtomicInteger calls = new AtomicInteger();
    source.start(
        received -> {
          if (calls.incrementAndGet() == 3) {
            throw new IllegalStateException("store is gone");
          }
          sink.take(received);
        });
    awaitState(State.CONNECTED);
    publish(1, 5);

    awaitTaken(5);
    assertThat(sink.quantities()).startsWith(1L, 2L).endsWith(3L, 4L, 5L);
    await().until(() -> ready() == 0 && source.status().unanswered() == 0);
  }

  @Test
  void aQueueDeletedUnderTheConsumerIsDeclaredAgain() {
    startAndConnect();
    admin(channel -> channel.queueDelete(queue));

    await().until(() -> problem().contains("queue was deleted"));
    awaitState(State.CONNECTED);
    assertThat(source.status().problem()).isNull();
    publish(1, 3);

    awaitTaken(3);
  }

  @Test
  void aQueueThatMustStandIsWaitedFor() {
    source.close();
    source = new RabbitMqSource(config(node.uri(), false, 50), new CloudEventsDecoder());
    source.start(sink);

    await().until(() -> problem().contains("queue " + queue + " does not stand"));
    assertThat(source.status().state()).isEqualTo(State.CONNECTING);
    admin(
        channel -> {
          channel.exchangeDeclare(exchange, "topic", true);
          channel.queueDeclare(queue, true, false, false, null);
          channel.queueBind(queue, exchange, "#");
        });

    awaitState(State.CONNECTED);
    publish(1, 3);
    awaitTaken(3);
  }

  @Test
  void aQueueWithOtherSettingsIsAProblemInWords() {
    admin(channel -> channel.queueDeclare(queue, true, false, false, null));

    source.start(sink);

    await().until(() -> problem().contains("stands with other settings"));
    admin(channel -> channel.queueDelete(queue));
    awaitState(State.CONNECTED);
  }

  @Test
  void aWrongPasswordIsAProblemWithoutThePassword() {
    source.close();
    String uri = "amqp://guest:hunter2@127.0.0.1:" + node.port();
    try (LogCapture log = LogCapture.everything()) {
      source = new RabbitMqSource(config(uri), new CloudEventsDecoder());
      source.start(sink);

      await().until(() -> problem().contains("refused user guest"));
      assertThat(log.text()).contains("refused user guest").doesNotContain("hunter2");
    }
    assertThat(problem()).doesNotContain("hunter2").contains("127.0.0.1:" + node.port());
  }

  @Test
  void aMissingVirtualHostIsAProblemInWords() {
    source.close();
    source = new RabbitMqSource(config(node.uri() + "/nowhere"), new CloudEventsDecoder());
    source.start(sink);

    await().until(() -> problem().contains("virtual host nowhere does not exist"));
  }

  @Test
  void aMissingPermissionIsAProblemAndHealsWhenGranted() {
    node.control("add_user", "pim", "secret");
    source.close();
    String uri = "amqp://pim:secret@127.0.0.1:" + node.port();
    source = new RabbitMqSource(config(uri), new CloudEventsDecoder());
    node.control("set_permissions", "pim", "^$", "^$", "^$");
    source.start(sink);

    await().until(() -> problem().contains("user pim lacks a permission"));
    node.control("set_permissions", "pim", ".*", ".*", ".*");

    await().atMost(Duration.ofSeconds(20)).until(() -> source.status().state() == State.CONNECTED);
  }

  private String problem() {
    String problem = source.status().problem();
    return problem == null ? "" : problem;
  }
}
