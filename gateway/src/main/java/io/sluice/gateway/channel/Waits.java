package io.sluice.gateway.channel;

import io.sluice.source.Facet;
import java.time.Duration;
import java.util.function.LongUnaryOperator;

/** Keys that wait for a time: how long, what ends it early, and what people see meanwhile. */
final class Waits {
  private static final long UNLISTED_AGAIN_MS = Duration.ofHours(1).toMillis();

  private final Channel channel;
  private final ChannelPlan plan;
  private final Lanes lanes;
  private final Backlog backlog;
  private final HeldRows rows;
  private final Backoff backoff;

  Waits(Channel channel, LongUnaryOperator jitter) {
    this.channel = channel;
    this.plan = channel.plan();
    this.lanes = channel.lanes();
    this.backlog = channel.backlog();
    this.rows = new HeldRows(plan.channel());
    this.backoff = new Backoff(plan.firstAfterMs(), plan.longestWaitMs(), jitter);
  }

  long backoffMs(int failures) {
    return backoff.waitMs(failures);
  }

  /** The channel seems to be away: until its backoff is over or the channel is back. */
  void backoff(int key, Trouble trouble, String reason, long nowMs) {
    until(key, nowMs + backoff.waitMs(trouble.failures), reason);
    trouble.waitsForChannel = true;
  }

  /** Until a time, whatever happens to the channel. */
  void until(int key, long atMs, String reason) {
    Trouble trouble = lanes.trouble(key);
    trouble.notBeforeMs = atMs;
    trouble.problem = reason;
    trouble.waitsForChannel = false;
    lanes.block(key);
    channel.wakeKeyAt(key, atMs);
  }

  /** Until the product is listed; one try an hour, in case nobody tells. */
  void forListing(int key, String reason, long nowMs) {
    until(key, nowMs + UNLISTED_AGAIN_MS, reason);
    lanes.trouble(key).tryUnlisted = false;
  }

  /** The same for a key that was not even tried. */
  void unlisted(int key, long nowMs) {
    forListing(key, "its product is not listed", nowMs);
    hold(key, Why.NOT_LISTED, "its product is not listed", nowMs);
  }

  /** Rendering failed or was given up: the key waits by itself, visibly, and nobody else does. */
  void cannotRender(int key, String reason, long workedMs, long nowMs) {
    Trouble trouble = lanes.trouble(key);
    trouble.failed(nowMs, workedMs);
    trouble.attempts++;
    trouble.ownBackoff = true;
    until(key, nowMs + plan.longestWaitMs(), reason);
    hold(key, Why.MAPPING, reason, nowMs);
  }

  private void hold(int key, Why why, String reason, long nowMs) {
    Target target = backlog.target(key);
    if (target != null) {
      channel.hold(rows.unsent(target, why, lanes.trouble(key), reason, nowMs));
    }
  }

  /** A key's wait is over, unless something prolonged it. */
  void due(int key, long nowMs) {
    Trouble trouble = lanes.findTrouble(key);
    if (trouble == null || trouble.notBeforeMs <= nowMs) {
      if (trouble != null && trouble.waitsForListing) {
        trouble.tryUnlisted = true;
      }
      lanes.unblock(key);
      backlog.queue(key);
    }
  }

  /** The product is there now: its stock and price go on. */
  void listed(int sku) {
    for (Facet facet : Facet.values()) {
      int key = ChannelPlan.key(sku, facet);
      Trouble trouble = lanes.findTrouble(key);
      if (trouble != null && trouble.waitsForListing) {
        lanes.healed(key);
        lanes.unblock(key);
      }
      backlog.queue(key);
    }
  }

  /** The channel is back: what failed because it was away need not wait for its backoff. */
  void wakeAll(long nowMs) {
    lanes
        .troubles()
        .forEach(
            (key, trouble) -> {
              if (trouble.waitsForChannel && !trouble.ownBackoff && trouble.notBeforeMs > nowMs) {
                wake(key, trouble, nowMs);
              }
            });
  }

  /** A person asks for a key: it goes out when the channel can be called at all. */
  void wake(int key, long nowMs) {
    Trouble trouble = lanes.findTrouble(key);
    if (trouble != null && trouble.notBeforeMs > nowMs) {
      wake(key, trouble, nowMs);
    }
  }

  private void wake(int key, Trouble trouble, long nowMs) {
    trouble.notBeforeMs = nowMs;
    channel.wakeKeyAt(key, nowMs);
  }
}
