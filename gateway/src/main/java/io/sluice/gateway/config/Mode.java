package io.sluice.gateway.config;

/** Whether a channel is sent anything. */
public enum Mode {
  LIVE,
  /** Everything is worked out and shown, and nothing is sent. */
  DRY_RUN
}
