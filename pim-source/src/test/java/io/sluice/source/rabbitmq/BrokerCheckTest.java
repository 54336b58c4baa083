package io.sluice.source.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A look at the broker tells what is there and leaves it as it is. */
@Tag("rabbitmq")
class BrokerCheckTest {
  private static RabbitMqNode node;

  @BeforeAll
  static void start() {
    node = RabbitMqNode.startOrSkip();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static RabbitMqConfig config(String uri, String queue, boolean declare) {
    return new RabbitMqConfig(
        "pim",
        uri,
        "check.events",
        queue,
        QueueType.CLASSIC,
        List.of("#"),
        declare,
        10,
        RabbitMqConfig.DEFAULT_HEARTBEAT,
        null,
        RabbitMqConfig.DEFAULT_CHANNEL_RPC_TIMEOUT,
        RabbitMqConfig.DEFAULT_CONNECTION_TIMEOUT);
  }

  private static void declare(String queue, Map<String, Object> arguments) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(node.uri());
    try (Connection connection = factory.newConnection()) {
      connection.createChannel().queueDeclare(queue, true, false, false, arguments);
    }
  }

  @Test
  void queueThatIsNotThereIsNotMade() {
    assertThat(BrokerCheck.look(config(node.uri(), "check.new", true)))
        .isEqualTo(new BrokerCheck.Result(true, "connected; queue check.new will be made"));

    BrokerCheck.Result missing = BrokerCheck.look(config(node.uri(), "check.new", false));
    assertThat(missing.fine()).isFalse();
    assertThat(missing.text()).contains("queue check.new does not stand");
  }

  @Test
  void queueThatStandsIsComparedWithTheConfiguration() throws Exception {
    declare("check.same", Map.of("x-single-active-consumer", true, "x-queue-type", "classic"));
    declare("check.other", Map.of("x-queue-type", "classic"));

    assertThat(BrokerCheck.look(config(node.uri(), "check.same", true)))
        .isEqualTo(new BrokerCheck.Result(true, "connected; queue check.same holds 0 messages"));
    BrokerCheck.Result other = BrokerCheck.look(config(node.uri(), "check.other", true));
    assertThat(other.fine()).isFalse();
    assertThat(other.text()).contains("stands with other settings");
    assertThat(BrokerCheck.look(config(node.uri(), "check.other", false)).fine()).isTrue();
  }

  @Test
  void brokerThatCannotBeReachedOrRefusesIsTold() {
    BrokerCheck.Result down = BrokerCheck.look(config("amqp://127.0.0.1:1", "q", true));
    assertThat(down.fine()).isFalse();
    assertThat(down.text()).contains("nothing listens at 127.0.0.1:1");

    String wrong = node.uri().replaceFirst("//[^@]*@", "//guest:hunter2@");
    BrokerCheck.Result refused = BrokerCheck.look(config(wrong, "q", true));
    assertThat(refused.fine()).isFalse();
    assertThat(refused.text()).contains("refused user guest").doesNotContain("hunter2");
  }
}
