package io.sluice.store.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A checksum over a whole chunk, behind what H2 writes into its footer. H2 itself, which reads a
 * footer as far as its own checksum, takes no notice.
 *
 * <pre>
 *  chunk:1f,len:5,version:20,fletcher:8d1a3f2c,sum:0c9be01d          \n
 * </pre>
 */
final class ChunkSum {
  /** H2's block; header blocks and chunks begin at a multiple of it. */
  static final int BLOCK = 4_096;

  /** The file's header, twice. */
  static final int HEADERS = 2 * BLOCK;

  /** Bytes of a footer, the last ones of a chunk. */
  static final int FOOTER = 128;

  private static final int PIECE = 64 << 10;
  private static final Pattern WRITTEN =
      Pattern.compile("chunk:[0-9a-f]+,\\S*fletcher:[0-9a-f]+ +\\n");
  private static final Pattern SUMMED =
      Pattern.compile(
          "chunk:[0-9a-f]+,len:([0-9a-f]+),version:([0-9a-f]+),"
              + "fletcher:[0-9a-f]+,sum:([0-9a-f]{8}) *\\n");
  private static final Pattern VERSION = Pattern.compile(",version:([0-9a-f]+),");

  private ChunkSum() {}

  /** Adds the sum to a chunk that is about to be written; leaves anything else as it is. */
  static void addTo(ByteBuffer written) {
    int length = written.remaining() - FOOTER;
    if (length <= 0) {
      return;
    }
    int footerAt = written.position() + length;
    String footer = text(written, footerAt, FOOTER);
    if (!WRITTEN.matcher(footer).matches()) {
      return;
    }
    byte[] sum =
        String.format(",sum:%08x", sum(written.slice(written.position(), length)))
            .getBytes(StandardCharsets.ISO_8859_1);
    int end = footer.stripTrailing().length();
    if (end + sum.length < FOOTER) {
      written.put(footerAt + end, sum);
    }
  }

  private static long sum(ByteBuffer bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return sum.getValue();
  }

  /** Whether a read of so many bytes there may be that of a footer. */
  static boolean isFooter(int length, long position) {
    return length == FOOTER && position > HEADERS && (position + FOOTER) % BLOCK == 0;
  }

  /**
   * Whether the chunk of this footer is as it was written. One of a version before {@code from} is
   * taken to be, and so is one without a sum.
   *
   * @param position of the footer
   */
  static boolean isWhole(FileChannel file, ByteBuffer footer, long position, long from)
      throws IOException {
    Matcher found = SUMMED.matcher(text(footer, 0, FOOTER));
    if (!found.matches() || Long.parseLong(found.group(2), 16) < from) {
      return true;
    }
    long length = Long.parseLong(found.group(1), 16) * BLOCK;
    long start = position + FOOTER - length;
    return start >= HEADERS && Long.parseLong(found.group(3), 16) == sum(file, start, position);
  }

  private static long sum(FileChannel file, long start, long end) throws IOException {
    CRC32C sum = new CRC32C();
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    for (long next = start; next < end; ) {
      piece.clear().limit((int) Math.min(PIECE, end - next));
      int read = file.read(piece, next);
      if (read <= 0) {
        return -1;
      }
      sum.update(piece.flip());
      next += read;
    }
    return sum.getValue();
  }

  /**
   * Version of the chunk that the file's header names, the older one of its two copies; 0 where one
   * cannot be read.
   */
  static long headerVersion(FileChannel file) throws IOException {
    ByteBuffer headers = ByteBuffer.allocate(HEADERS);
    if (file.read(headers, 0) < HEADERS) {
      return 0;
    }
    return Math.min(version(text(headers, 0, BLOCK)), version(text(headers, BLOCK, BLOCK)));
  }

  private static long version(String header) {
    Matcher found = VERSION.matcher(header);
    return found.find() ? Long.parseLong(found.group(1), 16) : 0;
  }

  private static String text(ByteBuffer bytes, int from, int length) {
    byte[] text = new byte[length];
    bytes.get(from, text);
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
