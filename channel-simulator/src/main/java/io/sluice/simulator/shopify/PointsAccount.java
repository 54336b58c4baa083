package io.sluice.simulator.shopify;

import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.RateBucket;
import io.sluice.simulator.market.Violations;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The points of one app in one shop. Told of by tests, which is why it is thread-safe. */
final class PointsAccount {
  /** Points that the Standard plan gets each second, and has at most. */
  private static final double PER_SECOND = 100;

  private static final double MOST = 2000;

  private final Violations violations;
  private final InstantSource clock;
  private RateBucket bucket;
  private int throttledStatus = 200;
  private boolean spentElsewhere;
  private boolean told;
  private int throttled;
  private long spent;

  PointsAccount(Violations violations, InstantSource clock) {
    this.violations = violations;
    this.clock = clock;
    this.bucket = new RateBucket(PER_SECOND, MOST, clock);
  }

  synchronized void plan(double perSecond, double most) {
    bucket = new RateBucket(perSecond, most, clock);
  }

  synchronized void spendElsewhere(double points) {
    spentElsewhere = true;
    bucket.take(points);
  }

  synchronized void throttledStatus(int status) {
    throttledStatus = status;
  }

  synchronized double left() {
    return bucket.left();
  }

  synchronized int throttled() {
    return throttled;
  }

  synchronized long spent() {
    return spent;
  }

  synchronized boolean take(int points) {
    boolean taken = bucket.take(points);
    if (taken) {
      spentElsewhere = false;
    }
    return taken;
  }

  /** The client knew what was left, unless something else took it. */
  synchronized MarketAnswer refusal(int requested) {
    throttled++;
    if (told && !spentElsewhere) {
      violations.add("more points than it was told of");
    }
    told = true;
    JsonObject error =
        new JsonObject()
            .put("message", "Throttled")
            .put("extensions", new JsonObject().put("code", "THROTTLED"));
    JsonObject body =
        new JsonObject()
            .put("errors", List.of(error))
            .put("extensions", new JsonObject().put("cost", cost(requested, null)));
    return MarketAnswer.json(throttledStatus, body.encode());
  }

  synchronized void spent(int requested, int actual) {
    bucket.giveBack(Math.max(0, requested - actual));
    spent += actual;
    told = true;
  }

  synchronized JsonObject cost(int requested, @Nullable Integer actual) {
    return new JsonObject()
        .put("requestedQueryCost", requested)
        .put("actualQueryCost", actual)
        .put(
            "throttleStatus",
            new JsonObject()
                .put("maximumAvailable", bucket.burst())
                .put("currentlyAvailable", Math.floor(bucket.left()))
                .put("restoreRate", bucket.perSecond()));
  }
}
