package io.sluice.source.rabbitmq;

/**
 * Kinds of queue that keep the order of events, both with a single active consumer. Quorum needs
 * that too: without it, messages came back out of order after a crash of the broker.
 */
public enum QueueType {
  QUORUM("quorum"),
  CLASSIC("classic");

  private final String text;

  QueueType(String text) {
    this.text = text;
  }

  /** As {@code x-queue-type} wants it. */
  @Override
  public String toString() {
    return text;
  }
}
