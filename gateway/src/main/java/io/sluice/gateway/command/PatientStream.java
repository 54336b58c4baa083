package io.sluice.gateway.command;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/** Waits for what comes over the network, and not for ever: then it is closed under the reader. */
final class PatientStream extends FilterInputStream {
  private final Timer timer = new Timer("patience", true);
  private final long waitMs;
  private volatile long readAtNanos = System.nanoTime();

  PatientStream(InputStream in, Duration wait) {
    super(in);
    this.waitMs = wait.toMillis();
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            if (System.nanoTime() - readAtNanos > wait.toNanos()) {
              giveUp();
            }
          }
        },
        waitMs,
        waitMs);
  }

  private void giveUp() {
    try {
      in.close();
    } catch (IOException broken) {
      // Whoever reads meets it too.
    }
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    int read = super.read(target, from, length);
    readAtNanos = System.nanoTime();
    return read;
  }

  @Override
  public void close() throws IOException {
    timer.cancel();
    super.close();
  }
}
