package io.sluice.trials.faults;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.sluice.source.rabbitmq.RabbitMqNode;
import io.sluice.trials.GatewayFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a row does at the broker itself. A connection each time: the broker may have died. */
public final class BrokerDesk {
  private final RabbitMqNode broker;

  BrokerDesk(RabbitMqNode broker) {
    this.broker = broker;
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(Channel channel) throws IOException, TimeoutException, InterruptedException;
  }

  private <T> T with(Work<T> work) {
    try (Connection connection = broker.connect()) {
      return work.on(connection.createChannel());
    } catch (IOException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Messages that nobody has taken yet. */
  public int waiting() {
    return with(channel -> channel.queueDeclarePassive(GatewayFiles.QUEUE).getMessageCount());
  }

  public void deleteQueue() {
    with(channel -> channel.queueDelete(GatewayFiles.QUEUE));
  }

  void deleteExchange() {
    with(channel -> channel.exchangeDelete(GatewayFiles.EXCHANGE));
  }

  /** Whether the broker tells who publishes that it blocks him. */
  public boolean blocksPublishers(Duration atMost) {
    CountDownLatch blocked = new CountDownLatch(1);
    Connection connection = broker.connect();
    try {
      connection.addBlockedListener(why -> blocked.countDown(), () -> {});
      // To nobody: the broker looks at a connection once that publishes.
      connection.createChannel().basicPublish("", "nobody", null, new byte[0]);
      return blocked.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      // The broker does not read from it, so it would never answer to a close.
      connection.abort(100);
    }
  }

  /** How long a message takes that is published behind such a body, with nothing but a consumer. */
  public Duration carries(byte[] body) {
    return with(
        channel -> {
          String queue = "carries";
          channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
          CountDownLatch passed = new CountDownLatch(2);
          channel.basicConsume(
              queue, true, (tag, message) -> passed.countDown(), (tag, gone) -> {});
          long begun = System.nanoTime();
          channel.basicPublish("", queue, new BasicProperties(), body);
          channel.basicPublish("", queue, new BasicProperties(), new byte[] {1});
          if (!passed.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a body of " + body.length + " bytes did not pass");
          }
          Duration took = Duration.ofNanos(System.nanoTime() - begun);
          channel.queueDelete(queue);
          return took;
        });
  }

  /** Publishes any bytes and returns when the broker has them. */
  public void publish(byte[] body, String contentType) {
    with(
        channel -> {
          channel.confirmSelect();
          BasicProperties properties =
              new BasicProperties.Builder().deliveryMode(2).contentType(contentType).build();
          channel.basicPublish(GatewayFiles.EXCHANGE, "product.any", true, properties, body);
          channel.waitForConfirmsOrDie(60_000);
          return true;
        });
  }
}
