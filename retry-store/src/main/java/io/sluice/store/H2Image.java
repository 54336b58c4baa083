package io.sluice.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.SingleFileStore;

/**
 * The file as it is between two commits. H2 only ever appends to it while no room is used again,
 * and chunks of a version that somebody uses stay. What it writes over all the same are the two
 * headers, so they are read at once. A chunk that is appended into the file's unused end while that
 * is copied does no harm: it is a later commit, or broken, which H2 tells by itself as after a
 * kill.
 */
final class H2Image implements StoreImage {
  private static final int HEADERS = 2 * 4096;
  private static final int PIECE = 1 << 18;

  private final MVStore store;
  private final SingleFileStore file;
  private final MVStore.TxCounter version;
  private final ByteBuffer headers;
  private final long bytes;
  private final long position;
  private boolean closed;

  /** On the writer's thread, with everything committed. */
  H2Image(MVStore store, long position) {
    this.store = store;
    this.file = (SingleFileStore) store.getFileStore();
    this.position = position;
    this.version = store.registerVersionUsage();
    store.setReuseSpace(false);
    this.bytes = file.size();
    this.headers = file.readFully(null, 0, HEADERS);
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    write(headers.duplicate(), out);
    for (long at = HEADERS; at < bytes; at += PIECE) {
      try {
        write(file.readFully(null, at, (int) Math.min(PIECE, bytes - at)), out);
      } catch (MVStoreException gone) {
        throw reopened(gone);
      }
    }
    if (store.isClosed()) {
      throw reopened(null);
    }
  }

  private static StoreException reopened(@org.jspecify.annotations.Nullable Throwable cause) {
    return new StoreException(
        StoreException.Kind.OTHER,
        "the store was closed or opened anew meanwhile: try again",
        cause);
  }

  private static void write(ByteBuffer bytes, OutputStream out) throws IOException {
    out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
  }

  @Override
  public void close() {
    if (!closed && !store.isClosed()) {
      store.setReuseSpace(true);
      store.deregisterVersionUsage(version);
    }
    closed = true;
  }
}
