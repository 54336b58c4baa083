package io.sluice.gateway.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection of its own from some address of this machine, which keeps it until it is closed. */
final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MS = 20_000;
  private static final int SMALL = 4_096;

  private final Socket socket = new Socket();

  /**
   * @param from an address of loopback, 127.0.0.2 for instance
   */
  RawConnection(String from, int port) throws IOException {
    socket.setReceiveBufferSize(SMALL);
    socket.setSoTimeout(PATIENCE_MS);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
  }

  /** Fails where the other side has closed it and said so already. */
  RawConnection send(String... lines) throws IOException {
    String text = String.join("\r\n", lines);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  /** Whether the other side has closed it, after whatever it had to say. */
  boolean isClosed() throws IOException {
    socket.setSoTimeout(100);
    try {
      while (socket.getInputStream().read() >= 0) {
        // Until the end.
      }
      return true;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MS);
    }
  }

  /** Of the answer, which is not read any further. */
  int status() throws IOException {
    String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    return line.isEmpty() ? 0 : Integer.parseInt(line.substring(9));
  }

  /** All until the other side closes it. */
  String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
