package io.sluice.trials.bench;

/**
 * What is measured: a running process that brings what is published to every channel of the sink.
 */
interface Pipe extends AutoCloseable {
  /** As the table and the figures name it. */
  String name();

  /** Where events for it are published. */
  String exchange();

  long pid();

  @Override
  void close();
}
