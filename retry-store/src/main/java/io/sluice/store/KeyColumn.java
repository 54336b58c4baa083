package io.sluice.store;

import java.util.List;
import java.util.function.Function;

/**
 * A column by which rows of a segmented table are found: what leads to a key in sealed segments,
 * and in those that are not.
 *
 * @param name of the column
 * @param key of a row
 */
record KeyColumn<R>(
    String name, Function<R, String> key, KeyIndex index, RecentKeys recent, SegmentRows<R> rows) {
  /** The one in use, and those that wait to be sealed while very much comes. */
  private static final int UNSEALED_SEGMENTS = 3;

  /**
   * @param index name of the side table
   * @param segmentRows of the table
   */
  static <R> KeyColumn<R> of(
      String name,
      Function<R, String> key,
      String index,
      SegmentRows<R> rows,
      int segmentRows,
      StoreConfig config) {
    return new KeyColumn<>(
        name,
        key,
        new KeyIndex(index, config),
        new RecentKeys(UNSEALED_SEGMENTS * segmentRows),
        rows);
  }

  /** A group that is tried again brings the same rows. Writer thread only. */
  void put(List<R> written) {
    recent.put(written, rows::rowNumber, key);
  }
}
