package io.sluice.adapter;

/** Whether a channel has the product. Unknown sends. */
public enum Listed {
  YES,
  NO,
  UNKNOWN
}
