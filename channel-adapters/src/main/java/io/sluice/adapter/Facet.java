package io.sluice.adapter;

/** What an update is about. */
public enum Facet {
  STOCK,
  PRICE,
  PRODUCT
}
