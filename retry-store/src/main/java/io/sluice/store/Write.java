package io.sluice.store;

import java.util.List;

/**
 * Something to make durable. What is submitted together is committed together; submissions commit
 * in the order in which they were submitted, except that journal rows on their own may commit
 * before outcomes, and what was submitted with these.
 */
public sealed interface Write {
  /** Appends to the journal. INVARIANT: positions follow each other without a gap. */
  record Append(JournalRow row) implements Write {}

  /** Appends to the outcome log; the store gives the sequence. */
  record Outcomes(String channel, long atMs, byte[] packed) implements Write {}

  /** Inserts or replaces. */
  record PutHeld(HeldRow row) implements Write {}

  record DeleteHeld(String channel, String key, String part, long position) implements Write {}

  /** Deletes the held rows of a key and part whose position is at most {@code upTo}. */
  record DeleteHeldUpTo(String channel, String key, String part, long upTo) implements Write {}

  /** Keeps a refused message; the oldest fall out above the quota and are counted. */
  record PutRefused(RefusedRow row) implements Write {}

  /**
   * Keeps attempts to look them up; the oldest fall out above their quota and are counted. As
   * outcomes they may be overtaken by journal rows.
   */
  record PutAttempts(List<AttemptRow> rows) implements Write {
    public PutAttempts {
      rows = List.copyOf(rows);
    }
  }

  /** Writes down what somebody did. */
  record PutAudit(AuditRow row) implements Write {}

  /** Inserts or replaces catalog rows (scope "") or shelf rows (scope = channel). */
  record PutState(List<StateRow> rows) implements Write {
    public PutState {
      rows = List.copyOf(rows);
    }
  }

  /** Deletes a catalog or shelf row. */
  record DeleteState(String scope, String key, String part) implements Write {}

  /**
   * Small durable values: cursors, pauses, untils, epochs, jobs, checkpoints.
   *
   * @param kind what it is, at most 40 characters
   * @param name whose it is, at most 250 characters
   */
  record PutSetting(String kind, String name, byte[] value) implements Write {}

  record DeleteSetting(String kind, String name) implements Write {}
}
