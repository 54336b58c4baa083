package io.sluice.simulator.market;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Access tokens that live for a while. */
public final class TokenIssuer {
  private final Duration life;
  private final boolean revokesFormer;
  private final InstantSource clock;
  private final Map<String, Instant> ends = new HashMap<>();
  private int issued;

  /**
   * @param revokesFormer whether a new token ends the ones before
   */
  public TokenIssuer(Duration life, boolean revokesFormer, InstantSource clock) {
    this.life = life;
    this.revokesFormer = revokesFormer;
    this.clock = clock;
  }

  public String issue() {
    if (revokesFormer) {
      ends.clear();
    }
    issued++;
    String token = "token-" + issued;
    ends.put(token, clock.instant().plus(life));
    return token;
  }

  public boolean isValid(@Nullable String token) {
    Instant end = token == null ? null : ends.get(token);
    return end != null && clock.instant().isBefore(end);
  }

  /** Ends all there are, as an owner who revokes an app does. */
  public void revoke() {
    ends.clear();
  }

  public int issued() {
    return issued;
  }

  public Duration life() {
    return life;
  }
}
