package io.sluice.trials.peers;

import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.component.springrabbit.DefaultListenerContainerFactory;
import org.apache.camel.component.springrabbit.SpringRabbitMQComponent;
import org.apache.camel.component.springrabbit.SpringRabbitMQEndpoint;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Binding.DestinationType;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;

/** The connection to RabbitMQ that all routes share, and what is declared through it. */
final class Broker implements AutoCloseable {
  private static final long ACK_AT_LATEST_MS = 500;

  private final String exchange;
  private final ExecutorService threads;
  private final CachingConnectionFactory connections;
  private final RabbitAdmin admin;

  /**
   * @param consumers of all routes: each holds a thread while its call is under way. The client's
   *     own pool has one per core, which would let two channels' calls hold up all others.
   */
  Broker(String uri, String exchange, int consumers) {
    this.exchange = exchange;
    this.threads = Executors.newFixedThreadPool(consumers + 2);
    this.connections = new CachingConnectionFactory(URI.create(uri));
    connections.setExecutor(threads);
    this.admin = new RabbitAdmin(connections);
    admin.declareExchange(new TopicExchange(exchange, true, false));
  }

  /** Makes the component known to the routes. */
  void register(CamelContext context, int acksEvery) {
    SpringRabbitMQComponent component = new SpringRabbitMQComponent();
    component.setConnectionFactory(connections);
    component.setAutoDeclare(false);
    component.setListenerContainerFactory(new AcksTogether(acksEvery));
    context.addComponent("spring-rabbitmq", component);
  }

  void declare(String name, String type, boolean ordered) {
    QueueBuilder builder = QueueBuilder.durable(name).withArgument("x-queue-type", type);
    Queue queue = (ordered ? builder.singleActiveConsumer() : builder).build();
    admin.declareQueue(queue);
    admin.declareBinding(new Binding(name, DestinationType.QUEUE, exchange, "#", null));
  }

  @Override
  public void close() {
    connections.destroy();
    threads.shutdownNow();
  }

  /** Acknowledges several messages at once, which costs the broker a third of one each. */
  private static final class AcksTogether extends DefaultListenerContainerFactory {
    private final int acksEvery;

    AcksTogether(int acksEvery) {
      this.acksEvery = acksEvery;
    }

    @Override
    public AbstractMessageListenerContainer createListenerContainer(
        SpringRabbitMQEndpoint endpoint) {
      AbstractMessageListenerContainer container = super.createListenerContainer(endpoint);
      if (container instanceof DirectMessageListenerContainer direct) {
        direct.setMessagesPerAck(acksEvery);
        direct.setAckTimeout(ACK_AT_LATEST_MS);
      }
      return container;
    }
  }
}
