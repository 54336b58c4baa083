package io.sluice.trials;

import io.sluice.simulator.check.RequestRecords;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The file that stand-in channels write down requests in. It is asked for often while it grows, so
 * each line is read once. Thread-safe.
 */
final class Journal {
  private static final int PIECE = 16 << 20;

  private final Path file;
  private RequestRecords records = RequestRecords.read(Stream.of());
  private long readTo;

  Journal(Path file) {
    this.file = file;
  }

  /** What was read before and what came since, up to the last whole line. */
  synchronized RequestRecords readOn() {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      for (byte[] piece = piece(in); piece.length > 0; piece = piece(in)) {
        records =
            records.and(RequestRecords.read(new String(piece, StandardCharsets.UTF_8).lines()));
        readTo += piece.length;
      }
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next whole lines; none when there are no more. */
  private byte[] piece(RandomAccessFile in) throws IOException {
    byte[] bytes = new byte[(int) Math.min(PIECE, in.length() - readTo)];
    in.seek(readTo);
    in.readFully(bytes);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return java.util.Arrays.copyOf(bytes, end);
  }
}
