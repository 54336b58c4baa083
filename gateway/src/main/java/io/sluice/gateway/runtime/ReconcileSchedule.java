package io.sluice.gateway.runtime;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Which channel is to be reconciled when: a period after it was last, and a channel that is new a
 * period after it was first seen. What it counts from lies in the store, so that restarts do not
 * put it off.
 */
final class ReconcileSchedule {
  private final Map<String, Instant> from = new HashMap<>();

  /**
   * @param stored as {@link #countFrom} answered
   */
  void remember(String channel, byte[] stored) {
    from.put(
        channel, Instant.ofEpochMilli(Long.parseLong(new String(stored, StandardCharsets.UTF_8))));
  }

  boolean knows(String channel) {
    return from.containsKey(channel);
  }

  boolean isDue(String channel, Duration every, Instant now) {
    Instant since = from.get(channel);
    return since != null && !now.isBefore(since.plus(every));
  }

  /** The next period begins; answers what is to be stored. */
  byte[] countFrom(String channel, Instant now) {
    from.put(channel, now);
    return Long.toString(now.toEpochMilli()).getBytes(StandardCharsets.UTF_8);
  }
}
