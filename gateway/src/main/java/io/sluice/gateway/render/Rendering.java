package io.sluice.gateway.render;

import io.sluice.adapter.Value;

/** What a facet of a SKU looks like on a channel at one moment. */
public sealed interface Rendering {
  /**
   * @param digest equal for equal values
   * @param position of the newest fact in it
   * @param changesAtMs when time alone may change it, {@link Long#MAX_VALUE}: never
   */
  record Ready(
      Value value,
      long digest,
      long position,
      String source,
      long version,
      long occurredAtMs,
      long changesAtMs)
      implements Rendering {}

  /** The content at this position must be read first. */
  record NeedsContent(long position) implements Rendering {}

  /**
   * There is nothing to say (yet): no such fact, or no price in force.
   *
   * @param changesAtMs when time alone may change that
   */
  record Nothing(long changesAtMs) implements Rendering {}
}
