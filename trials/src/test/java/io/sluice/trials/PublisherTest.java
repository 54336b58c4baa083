package io.sluice.trials;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.sluice.simulator.check.Published;
import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.History;
import io.sluice.simulator.pim.PimEvent;
import io.sluice.simulator.pim.Publisher;
import io.sluice.source.rabbitmq.RabbitMqNode;
import io.sluice.trials.faults.net.FaultyLink;
import io.sluice.trials.faults.net.Tap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The stand-in PIM and a broker that has no queue, or no exchange, for a while. */
@Tag("process")
class PublisherTest {
  private static final String EXCHANGE = "pim";
  private static final String QUEUE = "kept";
  private static final Duration AT_MOST = Duration.ofSeconds(60);

  /** For something that must not happen. */
  private static final Duration A_WHILE = Duration.ofMillis(500);

  private static RabbitMqNode broker;

  private final EventWriter events = new EventWriter(0);
  private final History history = new History();
  private Connection connection;
  private Channel channel;
  private FaultyLink link;
  private Publisher publisher;

  @BeforeAll
  static void startBroker() {
    broker = RabbitMqNode.startOrSkip();
  }

  @AfterAll
  static void stopBroker() {
    if (broker != null) {
      broker.close();
    }
  }

  @BeforeEach
  void open() throws IOException {
    connection = broker.connect();
    channel = connection.createChannel();
    channel.exchangeDelete(EXCHANGE);
    channel.queueDelete(QUEUE);
    link = new FaultyLink(broker.port());
    String uri = "amqp://guest:guest@127.0.0.1:" + link.port();
    publisher = new Publisher(uri, EXCHANGE, history::confirmed);
  }

  @AfterEach
  void close() {
    publisher.close();
    link.close();
    connection.abort();
  }

  @Test
  void eventGivenBackIsNotOvertakenByTheNextOneWhenAQueueIsBoundMeanwhile() throws Exception {
    // Given
    declareExchange();
    GivenBack first = new GivenBack("\"id\":\"e2\"");
    link.tap(first);

    // When
    publisher.publish(stock());
    first.awaitBound();
    publisher.publish(stock());
    publisher.awaitConfirmed();

    // Then
    assertThat(kept()).containsExactly("e1", "e2");
    assertThat(confirmed()).containsExactly(1L, 2L);
  }

  @Test
  void nextOneWaitsAlsoWhenTheQueueWentAwayInAPause() throws Exception {
    // Given
    declareExchange();
    bindQueue();
    publisher.publish(stock());
    publisher.publish(stock());
    publisher.awaitConfirmed();
    channel.queueDelete(QUEUE);
    GivenBack third = new GivenBack("\"id\":\"e4\"");
    link.tap(third);

    // When
    publisher.publish(stock());
    third.awaitBound();
    publisher.publish(stock());
    publisher.awaitConfirmed();

    // Then
    assertThat(kept()).containsExactly("e3", "e4");
    assertThat(confirmed()).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void publishesAgainWhenTheBrokerClosesTheChannelAlone() throws Exception {
    // Given
    publisher.publish(stock());
    CompletableFuture<Void> confirmed = CompletableFuture.runAsync(publisher::awaitConfirmed);
    Waiting.until("a second connection", AT_MOST, () -> link.connections() > 1);

    // When
    declareExchange();
    bindQueue();
    confirmed.get(AT_MOST.toSeconds(), TimeUnit.SECONDS);

    // Then
    assertThat(kept()).containsExactly("e1");
  }

  private PimEvent stock() {
    return events.stock("SKU-1", "BER", 5);
  }

  private void declareExchange() throws IOException {
    channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.TOPIC);
  }

  private void bindQueue() throws IOException {
    channel.queueDeclare(QUEUE, false, false, false, null);
    channel.queueBind(QUEUE, EXCHANGE, "#");
  }

  /** Ids in the order of the queue, which is empty then. */
  private List<String> kept() throws IOException {
    List<String> ids = new ArrayList<>();
    for (GetResponse next = get(); next != null; next = get()) {
      ids.add(
          new String(next.getBody(), StandardCharsets.UTF_8)
              .replaceAll(".*\"id\":\"(e\\d+)\".*", "$1"));
    }
    return ids;
  }

  private GetResponse get() throws IOException {
    return channel.basicGet(QUEUE, true);
  }

  private List<Long> confirmed() {
    return history.events().stream().map(Published::number).toList();
  }

  /**
   * Binds the queue once the broker has given an event back, and lets the publisher know of that
   * only when it has sent another one, or does not send it.
   */
  private final class GivenBack implements Tap {
    private final String next;
    private final CountDownLatch bound = new CountDownLatch(1);
    private final CountDownLatch passed = new CountDownLatch(1);

    GivenBack(String next) {
      this.next = next;
    }

    void awaitBound() throws InterruptedException {
      assertThat(bound.await(AT_MOST.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public boolean sees(Passage passage, byte[] bytes, int length) {
      String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
      if (passage == Passage.REQUEST_PASSED && text.contains(next)) {
        passed.countDown();
      } else if (passage == Passage.ANSWER_COMES && text.contains("NO_ROUTE") && isFirst()) {
        bindAndWait();
      }
      return true;
    }

    private boolean isFirst() {
      return bound.getCount() > 0;
    }

    private void bindAndWait() {
      try {
        bindQueue();
        bound.countDown();
        Waiting.holdsWithin(A_WHILE, () -> passed.getCount() == 0);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
