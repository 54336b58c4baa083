package io.sluice.store;

import io.sluice.store.internal.PassedOn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A disk for H2 on which writing or forcing fails when told so: {@code jdbc:h2:faulty:file:PATH}.
 */
public final class FaultyDisk extends FilePathWrapper implements Backend {
  private static final StackWalker STACK = StackWalker.getInstance();

  private static volatile @Nullable String writing;
  private static volatile @Nullable String within;
  private static volatile Runnable struck = () -> {};
  private static volatile @Nullable String forcing;

  /** Makes it known to H2 in this JVM. */
  public static FaultyDisk register() {
    FaultyDisk disk = new FaultyDisk();
    FilePath.register(disk);
    disk.heal();
    return disk;
  }

  @Override
  public String url(java.nio.file.Path directory) {
    return "jdbc:h2:faulty:file:" + directory.resolve("sluice");
  }

  @Override
  public void fillDisk() {
    failWriting("No space left on device");
  }

  /**
   * @param message as the system words it
   */
  public void failWriting(String message) {
    writing = message;
  }

  /**
   * Fills the disk for those alone who write in the course of a method.
   *
   * @param method such as WriterSession.commit
   * @param met runs before each write that fails
   */
  public void fillDiskWithin(String method, Runnable met) {
    struck = met;
    within = method;
    fillDisk();
  }

  @Override
  public void failForcing() {
    forcing = "Input/output error";
  }

  @Override
  public void heal() {
    writing = null;
    within = null;
    forcing = null;
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(super.open(mode));
  }

  private static void failIf(@Nullable String message) throws IOException {
    String method = within;
    if (message == null || (method != null && !isCalledBy(method))) {
      return;
    }
    if (method != null) {
      struck.run();
    }
    throw new IOException(message);
  }

  private static boolean isCalledBy(String method) {
    return STACK.walk(
        frames ->
            frames.anyMatch(
                frame ->
                    (frame.getClassName() + "." + frame.getMethodName()).endsWith("." + method)));
  }

  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  private static final class Channel extends PassedOn {
    Channel(FileChannel base) {
      super(base);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      failIf(writing);
      return base.write(source, position);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      failIf(forcing);
      base.force(metaData);
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      failIf(writing);
      base.truncate(size);
    }
  }
}
