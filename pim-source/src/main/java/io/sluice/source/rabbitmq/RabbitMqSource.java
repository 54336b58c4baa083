package io.sluice.source.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import io.sluice.source.EventDecoder;
import io.sluice.source.EventSink;
import io.sluice.source.EventSource;
import io.sluice.source.SourceStatus;
import io.sluice.source.SourceStatus.State;
import io.sluice.source.rabbitmq.ConnectionLoop.Wanted;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Receives from one RabbitMQ queue. The parts: {@link ConnectionLoop} keeps the connection, {@link
 * DeliveryThread} hands messages on, {@link AckSender} answers for them.
 *
 * <p>The broker is answered up to the lowest message that is not done; never message by message,
 * and never with a nack, which would change the order.
 */
public final class RabbitMqSource implements EventSource {
  private static final Duration DISCONNECT_AT_MOST = Duration.ofSeconds(4);
  private static final Duration SINK_AT_MOST = Duration.ofSeconds(1);

  private final RabbitMqConfig config;
  private final EventDecoder decoder;
  private final SourceThreads threads;
  private final ExecutorService dispatch;
  private final StatusBoard board;
  private final AckSender acks;
  private final ConnectionLoop loop;
  private final LongAdder received = new LongAdder();
  private volatile @Nullable DeliveryThread deliveries;

  public RabbitMqSource(RabbitMqConfig config, EventDecoder decoder) {
    this(config, decoder, InstantSource.system());
  }

  /**
   * @param clock for {@link SourceStatus#since} only
   */
  public RabbitMqSource(RabbitMqConfig config, EventDecoder decoder, InstantSource clock) {
    this.config = config;
    this.decoder = decoder;
    this.threads = new SourceThreads(config.name());
    this.dispatch = Executors.newSingleThreadExecutor(threads.factory("dispatch"));
    this.board = new StatusBoard(config.name(), clock);
    this.acks = new AckSender(threads, this::acknowledge);
    Connector connector = new Connector(config, threads.factory("amqp"), dispatch);
    this.loop = new ConnectionLoop(config, connector, new Events(), board, threads);
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public void start(EventSink sink) {
    if (deliveries != null) {
      throw new IllegalStateException("source " + name() + " was started before");
    }
    DeliveryThread thread = new DeliveryThread(name(), decoder, sink, threads);
    deliveries = thread;
    thread.start();
    acks.start();
    loop.start();
  }

  @Override
  public void suspend(String reason) {
    loop.want(Wanted.SUSPENDED, State.SUSPENDED, reason);
  }

  @Override
  public void resume() {
    loop.want(Wanted.RECEIVING, State.CONNECTING, null);
  }

  @Override
  public void stop() {
    loop.want(Wanted.STOPPED, State.STOPPED, null);
  }

  @Override
  public SourceStatus status() {
    StatusBoard.Entry entry = board.entry();
    Consumption consumption = loop.consumption();
    return new SourceStatus(
        entry.state(),
        entry.since(),
        entry.problem(),
        received.sum(),
        consumption == null ? 0 : consumption.unanswered());
  }

  @Override
  public void close() {
    loop.want(Wanted.CLOSED, State.STOPPED, null);
    DeliveryThread thread = deliveries;
    try {
      loop.awaitClosed(DISCONNECT_AT_MOST);
      if (thread != null) {
        thread.close(SINK_AT_MOST);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    acks.close();
    dispatch.shutdownNow();
  }

  private void acknowledge() {
    Consumption consumption = loop.consumption();
    if (consumption != null) {
      consumption.acknowledge();
    }
  }

  private final class Events implements Consumption.Listener {
    @Override
    public void received(
        Consumption consumption, Envelope envelope, BasicProperties properties, byte[] body) {
      received.increment();
      DeliveryThread thread = deliveries;
      if (thread != null) {
        thread.add(consumption, envelope, properties, body);
      }
    }

    @Override
    public void acknowledgeable() {
      acks.wake();
    }

    @Override
    public void ended() {
      loop.ended();
    }
  }
}
