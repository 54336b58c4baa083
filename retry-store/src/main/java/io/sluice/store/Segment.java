package io.sluice.store;

/**
 * A stretch of rows in a table of its own.
 *
 * @param sealed it is full, and {@code newestMs} and {@code bytes} are known
 * @param newestMs epoch milliseconds of its newest row, 0 until sealed
 * @param bytes what its rows take, 0 until sealed
 */
record Segment(
    String table,
    long number,
    long firstRow,
    int rowLimit,
    boolean sealed,
    long newestMs,
    long bytes) {
  long lastRow() {
    return firstRow + rowLimit - 1;
  }

  boolean holds(long row) {
    return row >= firstRow && row <= lastRow();
  }

  Segment sealed(long newest, long size) {
    return new Segment(table, number, firstRow, rowLimit, true, newest, size);
  }
}
