package io.sluice.gateway.channel;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a stream channel is: everything below {@code next} is finished, and above it the ranges
 * given.
 */
final class Cursor {
  private static final byte FORMAT = 1;

  private long next;
  private final TreeMap<Long, Long> finished = new TreeMap<>();
  private long finishedAbove;

  /** Nothing above it is finished: most questions are about what has just come. */
  private long highest;

  Cursor(long next) {
    this.next = next;
  }

  /** Lowest position that is not finished. */
  long next() {
    return next;
  }

  /** Number of positions above {@link #next} that are finished. */
  long finishedAbove() {
    return finishedAbove;
  }

  boolean isFinished(long position) {
    if (position < next) {
      return true;
    }
    if (finished.isEmpty() || position > highest) {
      return false;
    }
    Map.Entry<Long, Long> range = finished.floorEntry(position);
    return range != null && range.getValue() >= position;
  }

  /** Finishing twice changes nothing. */
  void finish(long position) {
    finish(position, position);
  }

  /** Finishes a range that does not overlap a finished one in part. */
  void finish(long from, long to) {
    if (isFinished(from)) {
      return;
    }
    highest = Math.max(highest, to);
    long first = from;
    long last = to;
    Map.Entry<Long, Long> before = finished.floorEntry(from);
    if (before != null && before.getValue() == from - 1) {
      first = before.getKey();
    }
    Long after = finished.remove(to + 1);
    if (after != null) {
      last = after;
    }
    finished.put(first, last);
    finishedAbove += to - from + 1;
    if (first == next) {
      finished.remove(first);
      finishedAbove -= last - first + 1;
      next = last + 1;
    }
  }

  int ranges() {
    return finished.size();
  }

  byte[] encode() {
    ByteBuffer bytes = ByteBuffer.allocate(1 + Long.BYTES + finished.size() * 2 * Long.BYTES);
    bytes.put(FORMAT).putLong(next);
    finished.forEach((from, to) -> bytes.putLong(from).putLong(to));
    return bytes.array();
  }

  static Cursor decode(byte[] stored) {
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    byte format = bytes.get();
    if (format != FORMAT) {
      throw new IllegalStateException("cursor of unknown format " + format);
    }
    Cursor cursor = new Cursor(bytes.getLong());
    while (bytes.hasRemaining()) {
      cursor.finish(bytes.getLong(), bytes.getLong());
    }
    return cursor;
  }
}
