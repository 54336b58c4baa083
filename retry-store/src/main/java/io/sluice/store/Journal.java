package io.sluice.store;

import java.util.List;

/** The journal behind three calls; everything else about segments is the store's affair. */
public interface Journal {
  /**
   * Appends rows as one submission; see {@link Store#submit}.
   *
   * @param committed runs on the writer thread once the rows are durable
   */
  void append(List<JournalRow> rows, Runnable committed);

  /**
   * Rows from {@code from} on in order of position, never above the durable head.
   *
   * @param maxRows 1 to 10,000
   * @param maxBytes stops after the row that passes this sum of payloads
   * @return empty when nothing is there yet. Rows already dropped are skipped, so the first
   *     position may be higher than {@code from}. Blocks: not for the loop.
   */
  List<JournalRow> page(long from, int maxRows, long maxBytes);

  /**
   * Drops whole segments that lie below {@code position} and that the retention no longer wants.
   * Returns at once; the writer thread does it.
   */
  void dropBelow(long position);
}
