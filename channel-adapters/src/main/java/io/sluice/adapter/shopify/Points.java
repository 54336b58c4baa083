package io.sluice.adapter.shopify;

import io.sluice.adapter.Limit;
import io.sluice.adapter.wire.TokenBucket;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked for before Shopify says no: points that come back by the second. Each answer
 * says how many there are. Until the first one does, requests are let go: a refusal costs nothing
 * and says it too. Thread-safe as {@link io.sluice.adapter.Budgets} demand it.
 */
final class Points {
  private final TokenBucket bucket;
  private boolean told;

  Points(Limit limit, InstantSource clock) {
    this.bucket = new TokenBucket(limit, clock);
  }

  /**
   * Takes them, until {@link #answered}.
   *
   * @return null when they were taken; else when they can be
   */
  synchronized @Nullable Instant take(int cost) {
    if (told) {
      return bucket.take(cost);
    }
    bucket.takeAnyway(cost);
    return null;
  }

  void answered(int cost) {
    bucket.answered(cost);
  }

  /** Shopify said what is left and how fast it comes back. */
  synchronized void left(double available, double perSecond) {
    told = true;
    bucket.refills(perSecond);
    bucket.has(available);
  }
}
