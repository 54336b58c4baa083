package io.sluice.demo.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.sluice.source.Received;
import io.sluice.source.SourceStatus.State;
import io.sluice.source.cloudevents.CloudEventsDecoder;
import io.sluice.source.rabbitmq.RabbitMqConfig;
import io.sluice.source.rabbitmq.RabbitMqSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  private static final String EXCHANGE = "product.events";
  private static final String QUEUE = "sluice.pim";

  @TempDir private Path directory;

  private final List<Received> received = new CopyOnWriteArrayList<>();

  private RabbitMqSource source(EmbeddedBroker broker) {
    RabbitMqConfig config = RabbitMqConfig.withDefaults("pim", broker.uri(), EXCHANGE, QUEUE);
    RabbitMqSource source = new RabbitMqSource(config, new CloudEventsDecoder());
    source.start(
        message -> {
          received.add(message);
          message.done().run();
        });
    eventually(() -> source.status().state() == State.CONNECTED);
    return source;
  }

  private static void publish(EmbeddedBroker broker, String sku) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(broker.uri());
    try (Connection connection = factory.newConnection();
        Channel channel = connection.createChannel()) {
      channel.confirmSelect();
      channel.basicPublish(EXCHANGE, "product.stock.changed", null, event(sku));
      channel.waitForConfirmsOrDie(10_000);
    }
  }

  private static byte[] event(String sku) {
    return """
        {"specversion":"1.0","id":"%s","source":"/me","type":"product.stock.changed",\
        "subject":"%s","sequence":"1","data":{"quantity":7}}"""
        .formatted(sku, sku)
        .getBytes(StandardCharsets.UTF_8);
  }

  private List<String> skus() {
    return received.stream()
        .map(message -> message.decoded().fold(event -> event.sku(), refusal -> "refused"))
        .toList();
  }

  private static void eventually(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(30)).until(condition);
  }

  @Test
  void eventOfAnOrdinaryClientReachesTheSource() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, directory);
        RabbitMqSource source = source(broker)) {
      publish(broker, "A");

      eventually(() -> skus().equals(List.of("A")));
      eventually(() -> source.status().unanswered() == 0 && broker.waiting(QUEUE) == 0);
    }
  }

  @Test
  void sourceComesBackAfterTheBrokerDoes() throws Exception {
    EmbeddedBroker first = EmbeddedBroker.start(0, directory.resolve("first"));
    int port = first.port();
    try (RabbitMqSource source = source(first)) {
      first.close();
      eventually(() -> source.status().state() == State.CONNECTING);

      try (EmbeddedBroker second = EmbeddedBroker.start(port, directory.resolve("second"))) {
        eventually(() -> source.status().state() == State.CONNECTED);
        publish(second, "B");
        eventually(() -> skus().equals(List.of("B")));
      }
    }
  }

  @Test
  void whatNobodyTakesIsCounted() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, directory)) {
      source(broker).close();
      publish(broker, "A");
      publish(broker, "B");

      assertThat(broker.waiting(QUEUE)).isEqualTo(2);
      assertThat(broker.waiting("another")).isZero();
    }
  }

  @Test
  void portInUseIsSaid() {
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, directory.resolve("first"))) {
      int port = broker.port();

      assertThatThrownBy(() -> EmbeddedBroker.start(port, directory.resolve("second")))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining("port " + port);
    }
  }

  @Test
  void usualPortIsLeftToWhoHasIt() throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      if (EmbeddedBroker.freePort() != 0) {
        taken.bind(new InetSocketAddress(loopback, EmbeddedBroker.USUAL_PORT));
      }

      assertThat(EmbeddedBroker.freePort()).isZero();
    }
  }
}
