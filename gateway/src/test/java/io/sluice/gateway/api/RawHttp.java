package io.sluice.gateway.api;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests that no decent client would send. */
final class RawHttp {
  private static final int PATIENCE_MS = 20_000;

  private final int port;

  RawHttp(int port) {
    this.port = port;
  }

  /**
   * @param lines request line and headers; {@code Connection: close} is added
   * @return the whole answer
   */
  String send(String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MS);
      OutputStream out = socket.getOutputStream();
      String head = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  String sendUnchecked(String... lines) {
    try {
      return send(lines);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
