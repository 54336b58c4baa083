package io.sluice.gateway.config;

/** What a channel's backlog keeps while the channel cannot take it. */
public enum Keep {
  /** The newest value of each SKU and facet: values in between may be skipped, the last never. */
  LATEST_PER_SKU,
  /** Every event, in order. */
  EVERY_CHANGE
}
