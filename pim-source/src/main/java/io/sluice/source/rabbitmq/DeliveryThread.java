package io.sluice.source.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import io.sluice.source.Decoded;
import io.sluice.source.EventDecoder;
import io.sluice.source.EventSink;
import io.sluice.source.RawMessage;
import io.sluice.source.Received;
import io.sluice.source.Refusal;
import io.sluice.source.RefusalCode;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes and hands on, one message after the other, over all AMQP channels of a source. The sink
 * may block it as long as it likes: the client's threads go on, so heartbeats are sent and
 * cancellations heard. The queue is bounded by the prefetch.
 */
final class DeliveryThread {
  private static final Logger log = LoggerFactory.getLogger(DeliveryThread.class);

  private record Delivery(
      Consumption consumption, Envelope envelope, BasicProperties properties, byte[] body) {}

  private final String source;
  private final EventDecoder decoder;
  private final EventSink sink;
  private final BlockingQueue<Delivery> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  DeliveryThread(String source, EventDecoder decoder, EventSink sink, SourceThreads threads) {
    this.source = source;
    this.decoder = decoder;
    this.sink = sink;
    this.thread = threads.create("delivery", this::run);
  }

  void start() {
    thread.start();
  }

  void add(Consumption consumption, Envelope envelope, BasicProperties properties, byte[] body) {
    queue.add(new Delivery(consumption, envelope, properties, body));
  }

  /** Hands nothing more on; interrupts a sink that blocks, and waits for it. */
  void close(Duration atMost) throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join(atMost.toMillis());
  }

  private void run() {
    try {
      while (!closed) {
        handOn(queue.take());
      }
    } catch (InterruptedException e) {
      log.debug("Source {}: closed", source);
    }
  }

  private void handOn(Delivery delivery) {
    Consumption consumption = delivery.consumption();
    // After stop, as after the end of the channel, the rest stays with the broker.
    if (!consumption.isTaking()) {
      return;
    }
    Envelope envelope = delivery.envelope();
    RawMessage raw = AmqpMessage.raw(envelope, delivery.properties(), delivery.body());
    long tag = envelope.getDeliveryTag();
    try {
      sink.take(new Received(source, raw, decoded(raw), () -> consumption.finish(tag)));
    } catch (RuntimeException e) {
      // Passing over the message would break the order: end the channel, it comes again.
      log.error("Source {}: the sink failed, messages will be delivered again", source, e);
      consumption.end(Problems.sink(e));
    }
  }

  /** A decoder never throws; one that does must not stop the queue on the same message forever. */
  private Decoded decoded(RawMessage raw) {
    try {
      return decoder.decode(raw);
    } catch (RuntimeException e) {
      log.error("Source {}: the decoder failed, the message is refused", source, e);
      return new Decoded.Refused(
          new Refusal(RefusalCode.JSON_SYNTAX, "", "the message could not be read: " + e));
    }
  }
}
