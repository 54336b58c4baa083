package io.sluice.gateway.config;

import io.sluice.store.StoreConfig;
import io.sluice.store.StoreConfig.Durability;
import java.time.Duration;

/**
 * Where events are kept.
 *
 * @param url as written; a relative H2 path still has to be resolved against the data directory
 * @param durability fsync unless written
 * @param groupAtMost journal rows in one commit, 1 to 10,000; 500 unless written
 * @param keepFor how long events are kept at least; 14 days unless written
 * @param keepAtMost journal bytes above which age protects nothing; 10 GB unless written
 * @param stopTakingBelow free bytes of the disk at which intake stops; 1 GB unless written
 * @param cache bytes of memory for the store's pages; 64 MB unless written
 */
public record StoreSettings(
    String url,
    Durability durability,
    int groupAtMost,
    Duration keepFor,
    long keepAtMost,
    long stopTakingBelow,
    long cache) {
  public static final StoreSettings DEFAULT =
      new StoreSettings(
          "jdbc:h2:file:./data/sluice",
          Durability.FSYNC,
          500,
          Duration.ofDays(14),
          Units.gigabytes(10),
          Units.gigabytes(1),
          Units.megabytes(64));

  public StoreSettings {
    new Checks()
        .that(
            "url",
            url.startsWith("jdbc:h2:file:") || url.startsWith("jdbc:postgresql:"),
            "must begin with jdbc:h2:file: or jdbc:postgresql:")
        .between("group_commit.at_most", groupAtMost, 1, 10_000)
        .between("keep_events.for", keepFor, Duration.ZERO, Duration.ofDays(3_650))
        .atLeastBytes("keep_events.at_most", keepAtMost, Units.megabytes(1))
        .atLeastBytes("disk.stop_taking_below", stopTakingBelow, 0)
        .atLeastBytes("cache", cache, Units.megabytes(1))
        .orThrow();
  }

  @Override
  public String toString() {
    return "StoreSettings[url=%s, durability=%s, groupAtMost=%d, keepFor=%s, keepAtMost=%d, stopTakingBelow=%d, cache=%d]"
        .formatted(
            StoreConfig.place(url),
            durability,
            groupAtMost,
            keepFor,
            keepAtMost,
            stopTakingBelow,
            cache);
  }
}
