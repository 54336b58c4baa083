package io.sluice.gateway.channel;

/** Why it is read what a channel shows. */
public enum ReadingKind {
  /** Stock and price that the channel shows as they should be count as accepted. */
  ADOPT,
  /** The same, and the content there counts as ours, whatever it is. */
  ADOPT_CONTENT,
  /** What differs from what was accepted is mended. */
  RECONCILE,
  /** What differs is told. */
  RECONCILE_DRY_RUN;

  boolean adopts() {
    return this == ADOPT || this == ADOPT_CONTENT;
  }

  /** Whether anything may be sent because of it. */
  public boolean sends() {
    return this == RECONCILE;
  }

  /** As the command is called. */
  public String command() {
    return adopts() ? "adopt" : "reconcile";
  }
}
