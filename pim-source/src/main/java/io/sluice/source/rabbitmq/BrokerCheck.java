package io.sluice.source.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/** Looks whether a source could receive, and changes nothing at the broker. Blocks. */
public final class BrokerCheck {
  private static final int DISCONNECT_MILLIS = 1_000;

  private final RabbitMqConfig config;
  private final Problems problems;

  private BrokerCheck(RabbitMqConfig config) {
    this.config = config;
    this.problems = new Problems(config);
  }

  /**
   * What was found.
   *
   * @param fine whether a gateway could receive from there
   * @param text a sentence for people; never has the password
   */
  public record Result(boolean fine, String text) {}

  /** Takes no longer than the timeouts of the configuration. */
  public static Result look(RabbitMqConfig config) {
    return new BrokerCheck(config).connect();
  }

  private Result connect() {
    SourceThreads threads = new SourceThreads(config.name());
    ExecutorService dispatch = Executors.newSingleThreadExecutor(threads.factory("check"));
    try {
      Connection connection = new Connector(config, threads.factory("amqp"), dispatch).connect();
      try {
        return found(connection);
      } finally {
        connection.abort(DISCONNECT_MILLIS);
      }
    } catch (IOException | TimeoutException | ShutdownSignalException e) {
      return new Result(false, problems.words(e));
    } finally {
      dispatch.shutdownNow();
    }
  }

  private Result found(Connection connection) throws IOException {
    AMQP.Queue.DeclareOk queue;
    try {
      queue = connection.createChannel().queueDeclarePassive(config.queue());
    } catch (IOException e) {
      if (config.declare() && isNotFound(e)) {
        return new Result(true, "connected; queue %s will be made".formatted(config.queue()));
      }
      throw e;
    }
    if (config.declare()) {
      // It stands, so this only compares what it was made with.
      Channel channel = connection.createChannel();
      Topology.declareQueue(channel, config);
    }
    return new Result(
        true,
        "connected; queue %s holds %d messages".formatted(config.queue(), queue.getMessageCount()));
  }

  private static boolean isNotFound(IOException e) {
    return e.getCause() instanceof ShutdownSignalException signal
        && signal.getReason() instanceof AMQP.Channel.Close close
        && close.getReplyCode() == AMQP.NOT_FOUND;
  }
}
