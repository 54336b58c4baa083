package io.sluice.gateway.importing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into lines, whatever encoding they are in. A line ends with LF, CR LF or, as some
 * programs still write it, CR alone.
 */
final class ByteLines implements Closeable {
  /** The most that one event may have. */
  static final int LONGEST = 1 << 20;

  private static final int[] BYTE_ORDER_MARK = {0xef, 0xbb, 0xbf};

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private final Deque<Line> givenBack = new ArrayDeque<>();
  private byte[] line = new byte[1 << 12];
  private int from;
  private int to;
  private boolean afterReturn;
  private long number;
  private long bytes;

  ByteLines(InputStream in) {
    this.in = in;
  }

  /**
   * One line without its end.
   *
   * @param number from 1
   * @param cut whether it was longer than {@link #LONGEST}; the rest of it was left out
   */
  record Line(long number, byte[] bytes, boolean cut) {
    /** Null where it cannot be read, see {@link #fault}. */
    @Nullable String text() {
      try {
        return cut
            ? null
            : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        return null;
      }
    }

    /** What is wrong with one that has no text. */
    String fault() {
      return cut
          ? "the line has more than 1 MiB; that is the most for one product"
          : "the line is not UTF-8; save the file as UTF-8";
    }
  }

  /** How far it has come. */
  long bytes() {
    return bytes;
  }

  /** Null at the end. */
  @Nullable Line next() throws IOException {
    Line again = givenBack.poll();
    return again == null ? read() : again;
  }

  /** Lines that {@link #next} gave and that it is to give again, in their order. */
  void giveBack(List<Line> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      givenBack.push(lines.get(i));
    }
  }

  private @Nullable Line read() throws IOException {
    if (from == to && !fill()) {
      return null;
    }
    number++;
    int length = 0;
    boolean ended = false;
    while (!ended && (from < to || fill())) {
      int end = from;
      while (end < to && buffer[end] != '\n' && buffer[end] != '\r') {
        end++;
      }
      length = append(length, end);
      ended = end < to;
      afterReturn = ended && buffer[end] == '\r';
      bytes += end - from + (ended ? 1 : 0);
      from = ended ? end + 1 : end;
    }
    boolean cut = length > LONGEST;
    int last = Math.min(length, LONGEST);
    int first = number == 1 && beginsWithMark(last) ? BYTE_ORDER_MARK.length : 0;
    skipRestOfEnd();
    return new Line(number, Arrays.copyOfRange(line, first, last), cut);
  }

  /** The LF of a CR LF. */
  private void skipRestOfEnd() throws IOException {
    if (afterReturn && (from < to || fill())) {
      afterReturn = false;
      if (buffer[from] == '\n') {
        from++;
        bytes++;
      }
    }
  }

  /** Length with what lies before {@code end}; beyond the longest it is only counted. */
  private int append(int length, int end) {
    int more = end - from;
    int room = Math.min(more, LONGEST - length);
    if (room > 0) {
      if (length + room > line.length) {
        line = Arrays.copyOf(line, Math.max(length + room, 2 * line.length));
      }
      System.arraycopy(buffer, from, line, length, room);
    }
    return more == 0 ? length : Math.min(length + more, LONGEST + 1);
  }

  private boolean beginsWithMark(int length) {
    for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
      if (i >= length || (line[i] & 0xff) != BYTE_ORDER_MARK[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, in.read(buffer));
    return to > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
