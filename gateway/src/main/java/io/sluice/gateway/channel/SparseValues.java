package io.sluice.gateway.channel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A value for some keys, 8 bytes each, for 512 keys at a time as long as one of them has any. */
final class SparseValues {
  /** Of a key that has none. */
  static final long NONE = Long.MIN_VALUE;

  private static final int PIECE = 1 << 9;

  private @Nullable Piece[] pieces = new Piece[0];

  private static final class Piece {
    private final long[] values = new long[PIECE];
    private int count;

    Piece() {
      Arrays.fill(values, NONE);
    }
  }

  /** {@link #NONE} where it has none. */
  long get(int key) {
    int number = key / PIECE;
    Piece piece = number < pieces.length ? pieces[number] : null;
    return piece == null ? NONE : piece.values[key % PIECE];
  }

  boolean has(int key) {
    return get(key) != NONE;
  }

  void put(int key, long value) {
    int number = key / PIECE;
    if (number >= pieces.length) {
      pieces = Arrays.copyOf(pieces, Math.max(number + 1, pieces.length + pieces.length / 2));
    }
    Piece piece = pieces[number];
    if (piece == null) {
      piece = new Piece();
      pieces[number] = piece;
    }
    piece.count += piece.values[key % PIECE] == NONE ? 1 : 0;
    piece.values[key % PIECE] = value;
  }

  /** Answers whether it had any. */
  boolean remove(int key) {
    Piece piece = has(key) ? pieces[key / PIECE] : null;
    if (piece == null) {
      return false;
    }
    piece.values[key % PIECE] = NONE;
    piece.count--;
    if (piece.count == 0) {
      pieces[key / PIECE] = null;
    }
    return true;
  }
}
