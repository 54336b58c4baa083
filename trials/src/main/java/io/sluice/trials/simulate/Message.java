package io.sluice.trials.simulate;

/**
 * A message in a queue of the broker.
 *
 * @param number in order of publication, over all sources
 * @param id of the event, for the trace
 */
record Message(long number, String source, String id, byte[] body) {}
