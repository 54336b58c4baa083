package io.sluice.gateway.channel;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which keys are owed, and since when: 13 bytes each, for 512 keys at a time as long as one of them
 * is owed. A key is dirty or it is not, however many events came.
 */
final class DirtyKeys {
  private static final int PIECE = 1 << 9;
  private static final int SPARES = 64;

  /** Null where none of its keys is dirty: of a million products few are, for most of the time. */
  private @Nullable Piece[] pieces = new Piece[0];

  /** Of a quiet channel a key is dirty for milliseconds. */
  private final Deque<Piece> spares = new ArrayDeque<>();

  private long count;

  private static final class Piece {
    /** Position that first made a key dirty, 0: clean. */
    private final long[] since = new long[PIECE];

    /** When that was received, in seconds. */
    private final int[] atSeconds = new int[PIECE];

    private final boolean[] always = new boolean[PIECE];
    private int count;
  }

  private @Nullable Piece piece(int key) {
    int number = key / PIECE;
    return number < pieces.length ? pieces[number] : null;
  }

  /** What a delivery takes with it, and gives back if it fails. */
  record Taken(long since, int atSeconds, boolean always) {}

  boolean has(int key) {
    return since(key) != 0;
  }

  /** Position that first made it dirty, 0 where it is clean. */
  long since(int key) {
    Piece piece = piece(key);
    return piece == null ? 0 : piece.since[key % PIECE];
  }

  /** Whether it is sent even where the channel shows it: an event came, or a person asked. */
  boolean always(int key) {
    Piece piece = piece(key);
    return piece != null && piece.always[key % PIECE];
  }

  /** When that was received, in seconds; of a key that is dirty. */
  int atSeconds(int key) {
    Piece piece = piece(key);
    return piece == null ? 0 : piece.atSeconds[key % PIECE];
  }

  void mark(int key, long position, long atMs, boolean evenIfShown) {
    Piece piece = pieceFor(key);
    int at = key % PIECE;
    if (piece.since[at] == 0) {
      piece.since[at] = position;
      piece.atSeconds[at] = (int) (atMs / 1000);
      piece.count++;
      count++;
    }
    piece.always[at] |= evenIfShown;
  }

  private Piece pieceFor(int key) {
    int number = key / PIECE;
    if (number >= pieces.length) {
      pieces = Arrays.copyOf(pieces, Math.max(number + 1, pieces.length + pieces.length / 2));
    }
    Piece piece = pieces[number];
    if (piece == null) {
      piece = spares.isEmpty() ? new Piece() : spares.pop();
      pieces[number] = piece;
    }
    return piece;
  }

  void clean(int key) {
    Piece piece = piece(key);
    if (piece != null && piece.since[key % PIECE] != 0) {
      piece.since[key % PIECE] = 0;
      piece.always[key % PIECE] = false;
      piece.count--;
      count--;
      if (piece.count == 0) {
        pieces[key / PIECE] = null;
        keep(piece);
      }
    }
  }

  private void keep(Piece piece) {
    if (spares.size() < SPARES) {
      spares.push(piece);
    }
  }

  Taken take(int key) {
    Taken taken =
        has(key) ? new Taken(since(key), atSeconds(key), always(key)) : new Taken(0, 0, false);
    clean(key);
    return taken;
  }

  /** Dirty since what made it so before; answers whether it had become dirty anew meanwhile. */
  boolean giveBack(int key, Taken taken) {
    boolean again = has(key);
    boolean evenIfShown = taken.always() || always(key);
    clean(key);
    mark(key, taken.since(), taken.atSeconds() * 1000L, evenIfShown);
    return again;
  }

  /** Owes what another one owes, as long as that. */
  void addAll(DirtyKeys other, IntPredicate which) {
    other
        .keys()
        .filter(which)
        .forEach(
            key -> mark(key, other.since(key), other.atSeconds(key) * 1000L, other.always(key)));
  }

  long count() {
    return count;
  }

  /** When the oldest was received, in seconds; {@link Integer#MAX_VALUE}: none. */
  int oldestAtSeconds() {
    int oldest = Integer.MAX_VALUE;
    for (Piece piece : pieces) {
      for (int at = 0; piece != null && at < PIECE; at++) {
        if (piece.since[at] != 0) {
          oldest = Math.min(oldest, piece.atSeconds[at]);
        }
      }
    }
    return oldest;
  }

  IntStream keys() {
    return IntStream.range(0, pieces.length)
        .filter(number -> pieces[number] != null)
        .flatMap(number -> IntStream.range(number * PIECE, (number + 1) * PIECE))
        .filter(this::has);
  }
}
