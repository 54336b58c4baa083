package io.sluice.adapter.bol;

import java.time.Instant;

/**
 * Where a reading of all offers is, as a text.
 *
 * @param rows whether bol has made the file; else it is asked whether it has
 * @param id of the file, or of the process that makes it
 * @param asked when the file was asked for, to the second: what came to be later is not in it
 * @param offset of the next row
 * @param turn differs where nothing else does: no page has the cursor of another
 */
record ListingCursor(boolean rows, String id, Instant asked, int offset, int turn) {
  private static final String ROWS = "rows";
  private static final String STATUS = "status";

  static ListingCursor of(String process, Instant now) {
    return new ListingCursor(false, process, now, 0, 1);
  }

  static ListingCursor parse(String text) {
    String[] words = text.split(" ", 5);
    return new ListingCursor(
        words[0].equals(ROWS),
        words[1],
        Instant.ofEpochSecond(Long.parseLong(words[2])),
        Integer.parseInt(words[3]),
        Integer.parseInt(words[4]));
  }

  ListingCursor again() {
    return new ListingCursor(rows, id, asked, offset, turn + 1);
  }

  ListingCursor at(String report, int next) {
    return new ListingCursor(true, report, asked, next, 1);
  }

  @Override
  public String toString() {
    String word = rows ? ROWS : STATUS;
    return "%s %s %d %d %d".formatted(word, id, asked.getEpochSecond(), offset, turn);
  }
}
