package io.sluice.adapter.shopify;

import io.sluice.adapter.Limit;
import io.sluice.adapter.wire.TokenBucket;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What may be asked for before Shopify says no: points that come back by the second. Each answer
 * says how many there are. Until the first one does, requests are let go: a refusal costs nothing
 * and says it too.
 */
final class Points {
  private final InstantSource clock;
  private final TokenBucket bucket;
  private int onTheirWay;
  private boolean told;

  Points(Limit limit, InstantSource clock) {
    this.clock = clock;
    this.bucket = new TokenBucket(limit, clock);
  }

  /**
   * Takes them, until {@link #answered}.
   *
   * @return now when they were taken; else when they can be
   */
  Instant take(int cost) {
    Instant now = clock.instant();
    Instant at = told ? bucket.take(cost) : now;
    if (!at.isAfter(now)) {
      onTheirWay += cost;
    }
    return at;
  }

  void answered(int cost) {
    onTheirWay -= cost;
  }

  /** Shopify said what is left and how fast it comes back. */
  void left(double available, double perSecond) {
    told = true;
    bucket.refills(perSecond);
    // What is on its way may not be counted there yet.
    bucket.has(Math.max(0, available - onTheirWay));
  }
}
