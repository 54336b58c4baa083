package io.sluice.gateway.channel;

import java.util.EnumSet;
import java.util.Set;

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
  /** A rule depends on a fact that was never received. */
  INCOMPLETE("incomplete"),
  /** A rule has no result, or rendering failed. */
  MAPPING("mapping"),
  /** Another SKU has the name that this one would have on the channel. */
  ALIAS_COLLISION("alias_collision"),
  /** No price is both within the limits and leaves the margin. */
  MARGIN("margin"),
  /** It goes further at once than the merchant's guard allows. */
  GUARD("guard"),
  /** A freeze holds what would change. */
  FREEZE("freeze"),
  /** Dead letter: not attempted again unless a person or a newer value asks. */
  DEAD("dead");

  private final String code;

  Why(String code) {
    this.code = code;
  }

  /** Those that a person may decide about before anything was sent. */
  public static Set<Why> ofRules() {
    return EnumSet.of(INCOMPLETE, MAPPING, ALIAS_COLLISION, MARGIN, GUARD, FREEZE);
  }

  public String code() {
    return code;
  }
}
