package io.sluice.store;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** One image at a time: two would each let the store reuse the other's room. Thread-safe. */
final class Images {
  private static final long WAIT_AT_MOST_S = 30;

  private final Semaphore free = new Semaphore(1);

  /**
   * @param ask has the writer take one
   */
  StoreImage take(Supplier<CompletableFuture<StoreImage>> ask) {
    boolean taken = false;
    try {
      if (!free.tryAcquire(WAIT_AT_MOST_S, TimeUnit.SECONDS)) {
        throw problem("another copy of the store is being made: try again when that has ended");
      }
      CompletableFuture<StoreImage> asked = ask.get();
      try {
        StoreImage image = new Taken(asked.get(WAIT_AT_MOST_S, TimeUnit.SECONDS));
        taken = true;
        return image;
      } finally {
        if (!taken) {
          asked.cancel(false);
          // It may have come in this very moment.
          asked.thenAccept(StoreImage::close);
          free.release();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw problem("interrupted");
    } catch (TimeoutException | ExecutionException e) {
      throw problem("the store does not commit, so it cannot be copied");
    }
  }

  private static StoreException problem(String message) {
    return new StoreException(StoreException.Kind.OTHER, message, null);
  }

  private final class Taken implements StoreImage {
    private final StoreImage image;
    private final AtomicBoolean closed = new AtomicBoolean();

    Taken(StoreImage image) {
      this.image = image;
    }

    @Override
    public long bytes() {
      return image.bytes();
    }

    @Override
    public long position() {
      return image.position();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      image.writeTo(out);
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        image.close();
        free.release();
      }
    }
  }
}
