package io.sluice.store;

import io.sluice.store.internal.PassedOn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A disk for H2 that knows what was forced: {@code jdbc:h2:power:file:PATH}. It can show what a
 * power loss would leave: all that was forced, and of the rest any part or nothing.
 */
public final class PowerDisk extends FilePathWrapper {
  private static final int PAGE = 4_096;

  /** Guarded by the class. */
  private static byte[] forced = new byte[0];

  private static final List<Change> UNFORCED = new ArrayList<>();

  static PowerDisk register() {
    return register(new byte[0]);
  }

  /**
   * Makes it known to H2 in this JVM.
   *
   * @param content what the one file holds already
   */
  public static PowerDisk register(byte[] content) {
    PowerDisk disk = new PowerDisk();
    FilePath.register(disk);
    synchronized (PowerDisk.class) {
      forced = content.clone();
      UNFORCED.clear();
    }
    return disk;
  }

  /** The file after a power loss that keeps each page not forced with this probability. */
  static synchronized byte[] afterPowerLoss(Random random, double kept) {
    byte[] image = forced.clone();
    for (Change change : UNFORCED) {
      if (random.nextDouble() < kept) {
        image = change.applyTo(image);
      }
    }
    return image;
  }

  /** Nothing is forced while somebody is told what is left. */
  public static synchronized void losePower(Random random, double kept, Consumer<byte[]> left) {
    left.accept(afterPowerLoss(random, kept));
  }

  private static synchronized void force() {
    for (Change change : UNFORCED) {
      forced = change.applyTo(forced);
    }
    UNFORCED.clear();
  }

  private static synchronized void remember(long position, byte[] written) {
    for (int from = 0; from < written.length; ) {
      int to = Math.min(written.length, from + PAGE - (int) ((position + from) % PAGE));
      UNFORCED.add(new Change(position + from, Arrays.copyOfRange(written, from, to), false));
      from = to;
    }
  }

  private static synchronized void rememberCut(long size) {
    UNFORCED.add(new Change(size, new byte[0], true));
  }

  @Override
  public String getScheme() {
    return "power";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(super.open(mode));
  }

  private record Change(long position, byte[] bytes, boolean cut) {
    byte[] applyTo(byte[] image) {
      if (cut) {
        return image.length > position ? Arrays.copyOf(image, (int) position) : image;
      }
      int end = (int) position + bytes.length;
      byte[] changed = image.length < end ? Arrays.copyOf(image, end) : image;
      System.arraycopy(bytes, 0, changed, (int) position, bytes.length);
      return changed;
    }
  }

  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  private static final class Channel extends PassedOn {
    Channel(FileChannel base) {
      super(base);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      byte[] written = new byte[source.remaining()];
      source.get(written);
      ByteBuffer copy = ByteBuffer.wrap(written);
      while (copy.hasRemaining()) {
        base.write(copy, position + copy.position());
      }
      remember(position, written);
      return written.length;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      PowerDisk.force();
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      base.truncate(size);
      rememberCut(size);
    }
  }
}
