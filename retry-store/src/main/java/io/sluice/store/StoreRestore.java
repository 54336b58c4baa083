package io.sluice.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Puts what {@link StoreImage#writeTo} wrote in the place of a store that is not there. Blocks. */
public final class StoreRestore {
  private static final String UNFINISHED = ".restoring";

  private StoreRestore() {}

  /**
   * All or nothing: it is opened under another name, and renamed once all went well.
   *
   * @param config of the store; its URL says where
   * @param image read to its end
   * @param finish is given the opened store, to look at it and to write into it; may throw
   * @throws StoreException where a store is already, somebody uses the place, or the image cannot
   *     be opened
   */
  public static void put(StoreConfig config, InputStream image, Consumer<Store> finish)
      throws IOException {
    H2Location location = H2Location.of(config.url());
    H2Lock lock = new H2Lock(location.lockFile());
    if (!lock.take()) {
      throw problem("another process uses " + location.file());
    }
    try {
      if (Files.exists(location.file())) {
        throw problem(
            location.file() + " is there already: restore into another directory, or move it away");
      }
      StoreConfig unfinished = config.at(config.url() + UNFINISHED);
      H2Location made = H2Location.of(unfinished.url());
      try {
        write(image, made.file());
        check(unfinished, finish);
        Files.move(made.file(), location.file(), StandardCopyOption.ATOMIC_MOVE);
        force(location.directory());
        // What the lock remembers is of the store that was lost. Forgotten earlier, a start after a
        // kill would begin an empty one.
        lock.forget();
      } finally {
        Files.deleteIfExists(made.file());
        Files.deleteIfExists(made.lockFile());
      }
    } finally {
      lock.release();
    }
  }

  private static void write(InputStream image, Path file) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      image.transferTo(out);
      out.getFD().sync();
    }
  }

  private static void check(StoreConfig config, Consumer<Store> finish) {
    try (Store store = Stores.open(config)) {
      finish.accept(store);
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static StoreException problem(String message) {
    return new StoreException(StoreException.Kind.IN_USE, message, null);
  }
}
