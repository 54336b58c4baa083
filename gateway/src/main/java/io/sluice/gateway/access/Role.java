package io.sluice.gateway.access;

import java.util.Locale;

/** What somebody may do; each may do all that those before it may. */
public enum Role {
  /** Look. */
  VIEWER,

  /** Steer channels, decide about what waits, hand in events. */
  OPERATOR,

  /** Also what cannot be taken back: approve configurations, forget channels, begin epochs. */
  ADMIN;

  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** As in the file and in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
