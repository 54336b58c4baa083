package io.sluice.demo.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.gateway.operations.ChannelView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpeedsTest {
  private static final long SECOND = 1_000_000_000;

  private final Speeds speeds = new Speeds();

  private Speed measure(long second, long accepted, String metrics) {
    ChannelView view = Views.channel("shop", "online", 0, null);
    ChannelView counted =
        new ChannelView(
            view.channel(),
            view.adapter(),
            view.keep(),
            view.state(),
            view.stateReason(),
            view.since(),
            view.nextAt(),
            view.breaker(),
            view.backlog(),
            view.oldestAt(),
            view.inFlight(),
            view.held(),
            view.deadLetters(),
            accepted,
            view.superseded(),
            view.attempts(),
            view.lastProblem(),
            view.resync(),
            view.incident(),
            view.products(),
            view.pausedUntil(),
            view.rate(),
            view.alarms());
    Map<String, Speed> all = speeds.measure(second * SECOND, List.of(counted), metrics);
    return all.getOrDefault("shop", Speed.NONE);
  }

  private static String buckets(int upTo10ms, int upTo50ms, int all) {
    return """
        # TYPE sluice_delivery_duration_seconds histogram
        sluice_delivery_duration_seconds_bucket{channel="shop",le="0.01"} %d
        sluice_delivery_duration_seconds_bucket{channel="shop",le="0.05"} %d
        sluice_delivery_duration_seconds_bucket{channel="shop",le="+Inf"} %d
        sluice_delivery_duration_seconds_count{channel="shop"} %d
        """
        .formatted(upTo10ms, upTo50ms, all, all);
  }

  @Test
  void rateIsThatOfTheLastTenSeconds() {
    measure(0, 0, "");
    measure(5, 1_000, "");
    measure(10, 1_000, "");

    assertThat(measure(20, 1_100, "").perSecond()).isCloseTo(10, within(0.01));
  }

  @Test
  void p99IsTheBoundBelowWhichNearlyAllLie() {
    measure(0, 0, buckets(0, 0, 0));

    assertThat(measure(1, 1, buckets(980, 1_000, 1_000)).p99Ms()).isCloseTo(50, within(0.01));
    assertThat(measure(2, 1, buckets(990, 1_000, 1_000)).p99Ms()).isCloseTo(10, within(0.01));
    assertThat(measure(3, 1, buckets(900, 900, 1_000)).p99Ms()).isInfinite();
  }

  @Test
  void whatWasLongAgoNoLongerCounts() {
    measure(0, 0, buckets(0, 0, 0));
    measure(1, 0, buckets(0, 100, 100));
    measure(12, 0, buckets(0, 100, 100));

    assertThat(measure(23, 0, buckets(0, 100, 100)).p99Ms()).isNegative();
    assertThat(measure(24, 0, buckets(100, 200, 200)).p99Ms()).isCloseTo(10, within(0.01));
  }
}
