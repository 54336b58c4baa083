package io.sluice.gateway.intake;

/** Where a source's order of versions comes from; one kind per source. */
public enum VersionFrom {
  /** The extension {@code sequence}: a rising number per SKU, facet and part. */
  SEQUENCE,
  /** The attribute {@code time}: equal or later is newer. */
  TIME,
  /** The order in which the broker hands events over. */
  ARRIVAL
}
