package io.sluice.gateway.channel;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time the channel was last told, for the breaker; it never looks at a clock of its own. */
final class BreakerClock extends Clock {
  private long nowMs;

  void set(long nowMs) {
    // A clock set back must not keep a breaker open longer.
    this.nowMs = Math.max(this.nowMs, nowMs);
  }

  @Override
  public long millis() {
    return nowMs;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(nowMs);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
