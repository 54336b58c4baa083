package io.sluice.store;

import java.time.Duration;

/**
 * @param url {@code jdbc:h2:file:PATH} (settings are added by the store)
 * @param partition which partition this node owns; 0 for one node
 * @param epoch of the owner, written with every row
 * @param groupAtMost journal rows in one commit, 1 to 10,000
 * @param keepEventsFor minimum age before a segment may be dropped
 * @param keepEventsAtMost journal bytes above which age no longer protects a segment
 * @param segmentRows rows of one journal segment; 250,000 outside tests
 * @param cacheBytes for the pages of H2
 * @param refusedAtMost rows of refused messages kept
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
    int refusedAtMost) {
  /** What a commit survives. */
  public enum Durability {
    /** Power loss: every commit is forced to the disk. */
    FSYNC,
    /** A killed process, not a power loss. */
    OS
  }
}
