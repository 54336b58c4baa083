package io.sluice.source.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One AMQP channel with its consumer, its delivery tags and its acknowledgements. Once over it is
 * over: what comes late, messages or answers, is dropped, since the broker delivers it again on
 * another channel.
 *
 * <p>Thread-safe. Called by the client's dispatch thread, the delivery thread, the thread that
 * acknowledges, and the source's own.
 */
final class Consumption extends DefaultConsumer {
  private static final Logger log = LoggerFactory.getLogger(Consumption.class);

  /** What a consumption tells its source. No call may block. */
  interface Listener {
    void received(
        Consumption consumption, Envelope envelope, BasicProperties properties, byte[] body);

    void acknowledgeable();

    void ended();
  }

  private final RabbitMqConfig config;
  private final Listener listener;
  private final AckTracker tracker = new AckTracker();
  private volatile boolean live = true;
  private volatile boolean taking = true;
  private volatile @Nullable String problem;

  Consumption(Channel channel, RabbitMqConfig config, Listener listener) {
    super(channel);
    this.config = config;
    this.listener = listener;
  }

  void begin() throws IOException {
    Channel channel = getChannel();
    Topology.prepare(channel, config);
    channel.basicQos(config.prefetch());
    channel.basicConsume(config.queue(), false, this);
  }

  /** Answers still count. */
  boolean isLive() {
    return live;
  }

  /** Messages are still to be handed on. */
  boolean isTaking() {
    return live && taking;
  }

  /** Why it ended, or null when we ended it or it has not. */
  @Nullable String problem() {
    return problem;
  }

  long unanswered() {
    return live ? tracker.unanswered() : 0;
  }

  @Override
  public void handleDelivery(
      String consumerTag, Envelope envelope, BasicProperties properties, byte[] body) {
    if (live) {
      tracker.received(envelope.getDeliveryTag());
      listener.received(this, envelope, properties, body);
    }
  }

  @Override
  public void handleCancel(String consumerTag) {
    end(Problems.cancelled(config));
  }

  @Override
  public void handleShutdownSignal(String consumerTag, ShutdownSignalException signal) {
    end(new Problems(config).words(signal));
  }

  /** Ends it with a problem, unless it is over already. */
  void end(String why) {
    synchronized (tracker) {
      if (!live) {
        return;
      }
      problem = why;
      live = false;
    }
    listener.ended();
  }

  /** From now on nothing is handed on and no answer counts; the channel is closed later. */
  void abandon() {
    live = false;
  }

  void stopTaking() {
    taking = false;
  }

  void finish(long tag) {
    if (live && tracker.finish(tag)) {
      listener.acknowledgeable();
    }
  }

  /** Acknowledges everything that is finished, in one frame. */
  synchronized void acknowledge() {
    if (!live) {
      return;
    }
    long tag = tracker.takeAck();
    if (tag == 0) {
      return;
    }
    try {
      getChannel().basicAck(tag, true);
    } catch (IOException | ShutdownSignalException e) {
      // The channel is gone and its messages come again; the shutdown signal says so elsewhere.
      log.debug("Source {}: acknowledgement up to {} went nowhere", config.name(), tag, e);
    }
  }

  /** Gives everything unanswered back to the broker, in order. */
  void close() throws IOException {
    abandon();
    getChannel().abort();
  }
}
