package io.sluice.trials.faults;

import io.sluice.gateway.Main;
import io.sluice.store.FaultyDisk;
import io.sluice.store.PowerDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.store.fs.disk.FilePathDisk;

/**
 * A gateway whose store lies on a disk that forgets, or fails when told so. It is told by a file
 * named in {@code trials.disk}, which says one of these:
 *
 * <pre>
 *  forcing           fsync fails
 *  read-only         nothing can be written
 *  full METHOD       no space for who writes in the course of this method; once that happened,
 *                    there is a file disk.struck beside
 *  heal              all works again
 *  power KEPT        the power is lost; what is left of the store named in trials.disk.forgets
 *                    stands in a file after-power-loss beside
 * </pre>
 */
public final class UnreliableDisk extends FilePathDisk {
  /** As by kill -9. */
  private static final int KILLED = 137;

  private static final long LOOK_EVERY_MS = 20;

  private final FilePathWrapper wrapper;

  private UnreliableDisk(FilePathWrapper wrapper) {
    this.wrapper = wrapper;
  }

  public static void main(String[] args) {
    Path told = Path.of(System.getProperty("trials.disk"));
    String forgets = System.getProperty("trials.disk.forgets");
    FaultyDisk faulty = FaultyDisk.register();
    FilePathWrapper wrapper = forgets == null ? faulty : forgetting(Path.of(forgets));
    FilePath.register(new UnreliableDisk(wrapper));
    Thread listener = new Thread(() -> listen(told, faulty), "disk");
    listener.setDaemon(true);
    listener.start();
    Main.main(args);
  }

  private static PowerDisk forgetting(Path store) {
    try {
      return PowerDisk.register(Files.exists(store) ? Files.readAllBytes(store) : new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void listen(Path told, FaultyDisk faulty) {
    String last = "";
    while (true) {
      String word = read(told);
      if (!word.equals(last)) {
        last = word;
        obey(word, faulty, told);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(LOOK_EVERY_MS * 1_000_000);
    }
  }

  private static void obey(String word, FaultyDisk faulty, Path told) {
    if (word.equals("forcing")) {
      faulty.failForcing();
    } else if (word.equals("read-only")) {
      faulty.failWriting("Read-only file system");
    } else if (word.startsWith("full ")) {
      Path struck = told.resolveSibling("disk.struck");
      faulty.fillDiskWithin(word.substring("full ".length()), () -> write(struck, new byte[0]));
    } else if (word.equals("heal")) {
      faulty.heal();
    } else if (word.startsWith("power ")) {
      losePower(
          Double.parseDouble(word.substring("power ".length())),
          told.resolveSibling("after-power-loss"));
    }
  }

  /** Nothing is forced between the picture and the end, so nothing is acknowledged either. */
  private static void losePower(double kept, Path image) {
    PowerDisk.losePower(
        new Random(),
        kept,
        left -> {
          write(image, left);
          Runtime.getRuntime().halt(KILLED);
        });
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException notYet) {
      return "";
    }
  }

  /** H2 asks the file system that is registered for a path like this. */
  @Override
  public UnreliableDisk getPath(String path) {
    UnreliableDisk file = new UnreliableDisk(wrapper);
    file.name = translateFileName(path);
    return file;
  }

  /** With its scheme: H2 goes on with this name, and a bare one would lead past this class. */
  @Override
  public UnreliableDisk toRealPath() {
    UnreliableDisk file = new UnreliableDisk(wrapper);
    file.name = "file:" + super.toRealPath().name;
    return file;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    FilePath plain = new FilePathDisk().getPath(name);
    boolean isStore = name.contains(".mv.db");
    return isStore ? wrapper.wrap(plain).open(mode) : plain.open(mode);
  }
}
