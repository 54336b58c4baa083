package io.sluice.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/**
 * How a store is opened.
 *
 * @param url {@code jdbc:h2:file:PATH} (settings are added by the store)
 * @param partition which partition this node owns; 0 for one node
 * @param epoch of the owner, written with every row; a store of a newer epoch is not opened
 * @param groupAtMost journal rows in one commit, 1 to 10,000
 * @param keepEventsFor minimum age before a segment may be dropped
 * @param keepEventsAtMost journal bytes above which age no longer protects a segment
 * @param segmentRows rows of one journal or outcome segment, 1 to 16,777,216; 250,000 outside
 *     tests. A new value holds for new segments
 * @param cacheBytes for the pages of H2
 * @param refusedAtMost rows of refused messages kept
 * @param attempts how many attempts are kept
 */
public record StoreConfig(
    String url,
    Durability durability,
    int partition,
    long epoch,
    int groupAtMost,
    Duration keepEventsFor,
    long keepEventsAtMost,
    int segmentRows,
    long cacheBytes,
    int refusedAtMost,
    AttemptQuota attempts) {
  /** With the usual quota of attempts. */
  public StoreConfig(
      String url,
      Durability durability,
      int partition,
      long epoch,
      int groupAtMost,
      Duration keepEventsFor,
      long keepEventsAtMost,
      int segmentRows,
      long cacheBytes,
      int refusedAtMost) {
    this(
        url,
        durability,
        partition,
        epoch,
        groupAtMost,
        keepEventsFor,
        keepEventsAtMost,
        segmentRows,
        cacheBytes,
        refusedAtMost,
        AttemptQuota.DEFAULT);
  }

  public StoreConfig {
    require("groupAtMost", groupAtMost, 1, 10_000);
    require("segmentRows", segmentRows, 1, KeyEntries.SEGMENT_ROWS_AT_MOST);
    require("partition", partition, 0, Integer.MAX_VALUE);
    require("epoch", epoch, 0, Long.MAX_VALUE);
    require("keepEventsAtMost", keepEventsAtMost, 0, Long.MAX_VALUE);
    require("cacheBytes", cacheBytes, 0, Long.MAX_VALUE);
    require("refusedAtMost", refusedAtMost, 0, Integer.MAX_VALUE);
    if (keepEventsFor.isNegative()) {
      throw new IllegalArgumentException(
          "keepEventsFor must not be negative, got " + keepEventsFor);
    }
  }

  private static void require(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be " + least + " to " + most + ", got " + value);
    }
  }

  /** The same elsewhere. */
  StoreConfig at(String otherUrl) {
    return new StoreConfig(
        otherUrl,
        durability,
        partition,
        epoch,
        groupAtMost,
        keepEventsFor,
        keepEventsAtMost,
        segmentRows,
        cacheBytes,
        refusedAtMost,
        attempts);
  }

  /** Where a URL leads to, without user and parameters: either may hold a password. */
  public static String place(String url) {
    int slashes = url.indexOf("//");
    if (slashes < 0 || url.startsWith("jdbc:h2:")) {
      return url.split("[?;]", 2)[0];
    }
    String driver = url.substring(0, slashes + 2);
    try {
      URI uri = new URI(url.substring(slashes));
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return uri.getHost() == null ? driver + "..." : driver + uri.getHost() + port + uri.getPath();
    } catch (URISyntaxException e) {
      // A password that is not encoded, for instance.
      return driver + "...";
    }
  }

  @Override
  public String toString() {
    return ("StoreConfig[url=%s, durability=%s, partition=%d, epoch=%d, groupAtMost=%d, "
            + "keepEventsFor=%s, keepEventsAtMost=%d, segmentRows=%d, cacheBytes=%d, "
            + "refusedAtMost=%d, attempts=%s]")
        .formatted(
            place(url),
            durability,
            partition,
            epoch,
            groupAtMost,
            keepEventsFor,
            keepEventsAtMost,
            segmentRows,
            cacheBytes,
            refusedAtMost,
            attempts);
  }

  /** What a commit survives. */
  public enum Durability {
    /** Power loss: every commit is forced to the disk. */
    FSYNC,
    /** A killed process, not a power loss. */
    OS
  }
}
