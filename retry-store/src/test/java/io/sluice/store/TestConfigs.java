package io.sluice.store;

import java.time.Duration;

/** Configurations with small segments, so that tests meet many of them. */
final class TestConfigs {
  static final int SEGMENT_ROWS = 20;
  static final int REFUSED_AT_MOST = 5;
  static final int ATTEMPTS_AT_MOST = 50;

  private TestConfigs() {}

  static StoreConfig small(String url) {
    return with(url, Duration.ofDays(7), 1L << 40, SEGMENT_ROWS);
  }

  static StoreConfig with(
      String url, Duration keepEventsFor, long keepEventsAtMost, int segmentRows) {
    return new StoreConfig(
        url,
        StoreConfig.Durability.FSYNC,
        0,
        1,
        500,
        keepEventsFor,
        keepEventsAtMost,
        segmentRows,
        16L << 20,
        REFUSED_AT_MOST,
        new AttemptQuota(ATTEMPTS_AT_MOST, 1 << 20, ATTEMPTS_AT_MOST));
  }
}
