package io.sluice.trials.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** One stream of {@code /api/v1/stream}, whose other side reads or does not. */
final class Onlooker implements AutoCloseable {
  /** So small that what is not read stays with the gateway and its kernel. */
  private static final int RECEIVE_BYTES = 4_096;

  private final Socket socket = new Socket();
  private volatile long events;
  private volatile long toldAtNanos;
  private volatile boolean ended;

  private Onlooker(URI gateway) {
    try {
      socket.setReceiveBufferSize(RECEIVE_BYTES);
      socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
      String request =
          "GET /api/v1/stream HTTP/1.1\r\nhost: " + gateway.getAuthority() + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes what comes as it comes. */
  static Onlooker reading(URI gateway) {
    Onlooker reader = new Onlooker(gateway);
    Thread thread = new Thread(reader::read, "onlooker");
    thread.setDaemon(true);
    thread.start();
    return reader;
  }

  /** Asks, and never reads a byte. */
  static Onlooker deaf(URI gateway) {
    return new Onlooker(gateway);
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          events++;
          toldAtNanos = System.nanoTime();
        }
      }
    } catch (IOException gone) {
      // Told below.
    }
    ended = true;
  }

  /** How many events were read. */
  long events() {
    return events;
  }

  /** Whether the stream goes on, and something was read in this time. */
  boolean wasToldWithin(long seconds) {
    return !ended && System.nanoTime() - toldAtNanos < TimeUnit.SECONDS.toNanos(seconds);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
