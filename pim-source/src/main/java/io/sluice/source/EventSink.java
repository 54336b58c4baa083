package io.sluice.source;

/**
 * Where a source hands what it received: implemented by the gateway.
 *
 * <p>Called on the source's own delivery thread, in the order of its queue, never concurrently for
 * one queue. May block for back-pressure; the source then takes nothing more from the broker than
 * its prefetch.
 */
public interface EventSink {
  void take(Received received);
}
