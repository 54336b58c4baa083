package io.sluice.trials.faults.net;

import io.sluice.source.rabbitmq.ProxyPort;
import io.sluice.trials.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** One direction of one connection: a thread reads, another writes when it is time. */
final class Pipe {
  private static final int PIECE = 16 << 10;
  private static final int SLICES_PER_SECOND = 10;

  private final FaultyLink link;
  private final Socket from;
  private final Socket to;
  private final boolean toServer;
  private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(64);
  private long passed;

  private record Piece(byte[] bytes, long dueNanos) {}

  Pipe(FaultyLink link, Socket from, Socket to, boolean toServer) {
    this.link = link;
    this.from = from;
    this.to = to;
    this.toServer = toServer;
  }

  void start() {
    ProxyPort.daemon(this::read);
    ProxyPort.daemon(this::write);
  }

  private void read() {
    byte[] buffer = new byte[PIECE];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (!link.weather().swallows()) {
          long due = System.nanoTime() + link.weather().delay().toNanos();
          pieces.put(new Piece(Arrays.copyOf(buffer, count), due));
        }
      }
      awaitWritten();
    } catch (IOException | InterruptedException gone) {
      // Either side went away; both are closed now.
    }
  }

  /** What was said before the end still arrives. */
  private void awaitWritten() {
    Waiting.holdsWithin(Duration.ofSeconds(5), pieces::isEmpty);
  }

  private void write() {
    try {
      while (!to.isClosed()) {
        Piece piece = pieces.take();
        Waiting.passes(Duration.ofNanos(piece.dueNanos - System.nanoTime()));
        pass(piece.bytes);
      }
    } catch (IOException | InterruptedException gone) {
      ProxyPort.close(from);
      ProxyPort.close(to);
    }
  }

  private void pass(byte[] bytes) throws IOException {
    Tap tap = link.tap();
    Tap.Passage comes = toServer ? Tap.Passage.REQUEST_COMES : Tap.Passage.ANSWER_COMES;
    if (!tap.sees(comes, bytes, bytes.length)) {
      return;
    }
    long limit = link.weather().bytesPerSecond();
    int slice = limit == 0 ? bytes.length : (int) Math.max(1, limit / SLICES_PER_SECOND);
    for (int at = 0; at < bytes.length; at += slice) {
      send(bytes, at, Math.min(slice, bytes.length - at));
      if (limit > 0) {
        Waiting.passes(Duration.ofMillis(1_000 * (long) slice / limit));
      }
    }
    tap.sees(
        toServer ? Tap.Passage.REQUEST_PASSED : Tap.Passage.ANSWER_PASSED, bytes, bytes.length);
  }

  private void send(byte[] bytes, int at, int count) throws IOException {
    long resetAfter = link.weather().resetAfter();
    boolean last = !toServer && resetAfter > 0 && passed + count >= resetAfter;
    int whole = last ? (int) Math.max(0, resetAfter - passed) : count;
    to.getOutputStream().write(bytes, at, whole);
    passed += whole;
    if (last) {
      to.setSoLinger(true, 0);
      from.setSoLinger(true, 0);
      throw new IOException("reset");
    }
  }
}
