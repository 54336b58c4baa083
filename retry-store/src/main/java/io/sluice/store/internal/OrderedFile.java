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
 * <p>INVARIANT: only one write at a time is not forced; and a chunk of which a part is missing has
 * no footer, so that to H2 it is not there.
 */
public final class OrderedFile extends FilePathWrapper {
  private static final String SCHEME = "ordered";

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

  /** Writes come one at a time. */
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  private static final class Channel extends PassedOn {
    /** Chunks before this version were forced before the file's header was written. */
    private final long uncertainFrom;

    /** What a killed process wrote may not be forced either. */
    private boolean unforced = true;

    Channel(FileChannel base) throws IOException {
      super(base);
      this.uncertainFrom = ChunkSum.headerVersion(base);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      if (!ChunkSum.isFooter(target.remaining(), position)) {
        return base.read(target, position);
      }
      ByteBuffer footer = ByteBuffer.allocate(ChunkSum.FOOTER);
      int read = base.read(footer, position);
      if (read == ChunkSum.FOOTER && !ChunkSum.isWhole(base, footer, position, uncertainFrom)) {
        footer = ByteBuffer.allocate(ChunkSum.FOOTER).position(read);
      }
      target.put(footer.flip());
      return read;
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      if (unforced) {
        force(true);
      }
      unforced = true;
      int length = source.remaining();
      if (position >= ChunkSum.HEADERS) {
        ChunkSum.addTo(source);
      }
      long next = position;
      while (source.hasRemaining()) {
        next += base.write(source, next);
      }
      return length;
    }

    @Override
    public synchronized void force(boolean metaData) throws IOException {
      base.force(metaData);
      unforced = false;
    }

    @Override
    protected synchronized void implTruncate(long size) throws IOException {
      if (unforced) {
        force(true);
      }
      base.truncate(size);
      unforced = true;
    }
  }
}
