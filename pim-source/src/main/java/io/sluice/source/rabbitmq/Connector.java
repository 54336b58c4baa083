package io.sluice.source.rabbitmq;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections, each one fresh: nothing of a lost connection lives on in the next. */
final class Connector {
  private static final Logger log = LoggerFactory.getLogger(Connector.class);

  /**
   * RabbitMQ's own default for {@code max_message_size} up to 3.13. The client's smaller default
   * would break the connection on a message that we want to refuse by name.
   */
  private static final int MAX_MESSAGE_BYTES = 128 << 20;

  private final RabbitMqConfig config;
  private final BrokerUri broker;
  private final ThreadFactory threads;
  private final ExecutorService dispatch;

  /**
   * @param dispatch one thread, never blocked, on which consumers are called
   */
  Connector(RabbitMqConfig config, ThreadFactory threads, ExecutorService dispatch) {
    this.config = config;
    this.broker = config.broker();
    this.threads = threads;
    this.dispatch = dispatch;
  }

  Connection connect() throws IOException, TimeoutException {
    return factory()
        .newConnection(
            dispatch,
            List.of(new Address(broker.host(), broker.port())),
            "sluice source " + config.name());
  }

  private ConnectionFactory factory() throws IOException {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUsername(broker.user());
    factory.setPassword(broker.password());
    factory.setVirtualHost(broker.virtualHost());
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setRequestedHeartbeat((int) config.heartbeat().toSeconds());
    factory.setConnectionTimeout(millis(config.connectionTimeout()));
    factory.setHandshakeTimeout(millis(config.connectionTimeout()));
    factory.setChannelRpcTimeout(millis(config.channelRpcTimeout()));
    factory.setMaxInboundMessageBodySize(MAX_MESSAGE_BYTES);
    factory.setThreadFactory(threads);
    factory.setExceptionHandler(new QuietHandler());
    if (broker.tls()) {
      factory.useSslProtocol(Tls.context(config.caFile()));
      factory.enableHostnameVerification();
    }
    return factory;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  /** The source tells of trouble in its own words; the client's are for those who look closer. */
  private static final class QuietHandler extends ForgivingExceptionHandler {
    @Override
    protected void log(String message, Throwable e) {
      log.debug(message, e);
    }
  }
}
