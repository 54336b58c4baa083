package io.sluice.source;

/** What an event is about. */
public enum Facet {
  STOCK,
  PRICE,
  PRODUCT
}
