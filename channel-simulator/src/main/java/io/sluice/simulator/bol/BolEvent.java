package io.sluice.simulator.bol;

/** What a process does, in bol's words. */
public enum BolEvent {
  CREATE_OFFER,
  UPDATE_OFFER,
  UPDATE_OFFER_STOCK,
  UPDATE_OFFER_PRICE,
  DELETE_OFFER,
  CREATE_OFFER_EXPORT,
  CREATE_PRODUCT_CONTENT
}
