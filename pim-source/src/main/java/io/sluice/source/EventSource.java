package io.sluice.source;

/**
 * Something that events come from: a queue, a topic. Thread-safe.
 *
 * <p>Life: {@link #start} once, then {@link #suspend} and {@link #resume} any number of times, then
 * {@link #stop} and {@link #close}. No call blocks on the network; a source connects and reconnects
 * by itself, with capped backoff.
 */
public interface EventSource extends AutoCloseable {
  /** The name it has in {@code gateway.yaml}. */
  String name();

  /** Begins to receive. Returns at once, also when nothing can be reached yet. */
  void start(EventSink sink);

  /**
   * Gives everything unanswered back to the broker (in order: by closing the AMQP channel, never by
   * nack) and takes nothing more until {@link #resume}. A {@code done} that arrives later is
   * ignored.
   */
  void suspend(String reason);

  void resume();

  /** Takes nothing more; answers for what was received are still passed on until {@link #close}. */
  void stop();

  SourceStatus status();

  /**
   * Passes on the answers given so far, then lets go of the connection. Waits at most 5 s; the sink
   * is not called after that, unless a call of it outlasted this time.
   */
  @Override
  void close();
}
