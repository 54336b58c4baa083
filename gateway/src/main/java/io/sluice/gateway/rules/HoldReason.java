package io.sluice.gateway.rules;

/** Why a value waits; the code is what tables, JSON and metrics say. */
public enum HoldReason {
  /** A rule's result depends on a fact that was never received. */
  INCOMPLETE("incomplete"),
  /** A rule has no result for this SKU. */
  MAPPING("mapping"),
  /** Another SKU has the same SKU on the channel. */
  ALIAS_COLLISION("alias_collision"),
  /** No price is both within the limits and leaves the margin. */
  MARGIN("margin"),
  /** A freeze holds what would change. */
  FREEZE("freeze");

  private final String code;

  HoldReason(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
