package io.sluice.gateway.channel;

/** Why a row is held; the code is what tables, JSON and metrics say. */
public enum Why {
  /** The channel took it and has not decided yet. */
  PENDING("pending"),
  /** The channel does not know the product yet. */
  NOT_LISTED("not_listed"),
  /** Fails while others get through. */
  OWN_BACKOFF("own_backoff"),
  /** A stream lane holds more than its share; the payload waits in the store. */
  SPILLED("spilled"),
  /** Rendering failed. */
  MAPPING("mapping"),
  /** Dead letter: not attempted again unless a person or a newer value asks. */
  DEAD("dead");

  private final String code;

  Why(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
