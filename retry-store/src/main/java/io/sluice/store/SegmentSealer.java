package io.sluice.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Seals one full journal segment in small steps between commits: reads its keys, then writes the
 * side table and the segment's figures at once. Cut short, it starts over. Writer thread only.
 */
final class SegmentSealer {
  /** Some 2 ms of reading, so that commits hardly notice. */
  private static final int ROWS_PER_STEP = 500;

  private final SegmentedTable<JournalRow> journal;
  private final KeyIndex keyIndex;
  private final Segment segment;
  private final KeyEntries entries = new KeyEntries();
  private long next;
  private long newestMs = Long.MIN_VALUE;
  private long bytes;

  SegmentSealer(SegmentedTable<JournalRow> journal, KeyIndex keyIndex, Segment segment) {
    this.journal = journal;
    this.keyIndex = keyIndex;
    this.segment = segment;
    this.next = segment.firstRow();
  }

  /** Does a little; true when the segment is sealed. */
  boolean step(Statements statements) throws SQLException {
    if (next <= segment.lastRow()) {
      readKeys(statements);
      return false;
    }
    finish(statements);
    return true;
  }

  private void readKeys(Statements statements) throws SQLException {
    long end = Math.min(segment.lastRow(), next + ROWS_PER_STEP - 1);
    PreparedStatement select =
        statements.of(
            ("select position, item_key, received_ms, " + Bytes.lengthOf("payload"))
                + (" from " + segment.table() + " where position between ? and ?"));
    select.setLong(1, next);
    select.setLong(2, end);
    try (ResultSet result = select.executeQuery()) {
      while (result.next()) {
        String key = result.getString(2);
        entries.add(KeyEntries.entry(key, result.getLong(1) - segment.firstRow()));
        newestMs = Math.max(newestMs, result.getLong(3));
        bytes += Retention.rowBytes(result.getLong(4));
      }
    }
    statements.connection().commit();
    next = end + 1;
  }

  private void finish(Statements statements) throws SQLException {
    entries.sort();
    keyIndex.write(statements, segment, entries);
    Segment sealed = segment.sealed(newestMs, bytes);
    journal.seal(statements, sealed);
    statements.connection().commit();
    journal.publishSealed(sealed);
  }
}
