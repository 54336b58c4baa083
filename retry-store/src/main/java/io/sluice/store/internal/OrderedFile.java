package io.sluice.store.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file under H2 whose writes reach the disk in an order that a power loss cannot turn against us:
 * {@code ordered:file:PATH}.
 *
 * <p>H2 writes a commit as one chunk of many pages, sometimes then a file header that points to it,
 * and forces both at once. In between the disk may keep any part of it. H2 trusts a chunk whose
 * first and last bytes are there, and a header whose chunk is not there sends it to a much older
 * commit. And it writes over the room of a chunk that died one commit ago, whether that commit is
 * forced or not. Each of this was seen in simulated power losses, with acknowledged rows gone or
 * the file unreadable.
 *
 * <p>INVARIANT: only one write at a time is not forced; and a chunk's first page, without which it
 * does not count, is written when the rest of it is forced.
 */
public final class OrderedFile extends FilePathWrapper {
  private static final String SCHEME = "ordered";

  /** H2's block; header blocks and chunks begin at a multiple of it. */
  private static final int BLOCK = 4_096;

  private static final int HEADERS = 2 * BLOCK;

  /** Makes the scheme known to H2. */
  public static void register() {
    FilePath.register(new OrderedFile());
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(super.open(mode));
  }

  /** Reads pass by; writes, one at a time anyway, keep the order. */
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  private static final class Channel extends PassedOn {
    private boolean unforced;

    Channel(FileChannel base) {
      super(base);
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      forceEarlier();
      unforced = true;
      int length = source.remaining();
      int first = length;
      if (position >= HEADERS && length > BLOCK) {
        first = BLOCK;
        writeAll(source.slice(source.position() + first, length - first), position + first);
        base.force(true);
      }
      writeAll(source.slice(source.position(), first), position);
      source.position(source.limit());
      return length;
    }

    private void writeAll(ByteBuffer source, long position) throws IOException {
      long next = position;
      while (source.hasRemaining()) {
        next += base.write(source, next);
      }
    }

    private void forceEarlier() throws IOException {
      if (unforced) {
        force(true);
      }
    }

    @Override
    public synchronized void force(boolean metaData) throws IOException {
      base.force(metaData);
      unforced = false;
    }

    @Override
    protected synchronized void implTruncate(long size) throws IOException {
      forceEarlier();
      base.truncate(size);
      unforced = true;
    }
  }
}
