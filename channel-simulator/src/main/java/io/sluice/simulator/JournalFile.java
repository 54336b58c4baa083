package io.sluice.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;

/**
 * Every record as one line of JSON, in the order the requests ended. Owned by the simulator's
 * context.
 */
final class JournalFile {
  private static final int BLOCK_BYTES = 64 << 10;
  private static final long FLUSH_MS = 100;

  private final Vertx vertx;
  private final AsyncFile file;
  private Buffer waiting = Buffer.buffer();
  private boolean flushPlanned;
  private Future<Void> written = Future.succeededFuture();

  private JournalFile(Vertx vertx, AsyncFile file) {
    this.vertx = vertx;
    this.file = file;
  }

  static Future<JournalFile> open(Vertx vertx, String path) {
    return vertx
        .fileSystem()
        .open(path, new OpenOptions().setAppend(true).setCreate(true))
        .map(file -> new JournalFile(vertx, file));
  }

  void append(RequestRecord record) {
    waiting.appendBytes(Lines.record(record));
    if (waiting.length() >= BLOCK_BYTES) {
      flush();
    } else if (!flushPlanned) {
      flushPlanned = true;
      vertx.setTimer(FLUSH_MS, id -> flush());
    }
  }

  Future<Void> flush() {
    flushPlanned = false;
    if (waiting.length() > 0) {
      Buffer block = waiting;
      waiting = Buffer.buffer();
      Future<Void> before = written;
      written = file.write(block).compose(done -> before);
    }
    return written;
  }

  Future<Void> close() {
    return flush().eventually(file::close);
  }
}
