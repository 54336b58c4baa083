package io.sluice.source.rabbitmq;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * The network between us and a server on this machine, with its bad days: it cuts connections, or
 * swallows every byte while they stay open.
 */
final class TestProxy implements AutoCloseable {
  private final ProxyPort port;
  private final int target;
  private volatile boolean swallowing;

  TestProxy(int target) {
    this(ProxyPort.listen(), target);
  }

  /** For a server socket with TLS, say; it is closed with the proxy. */
  TestProxy(ServerSocket server, int target) {
    this.target = target;
    this.port = ProxyPort.open(server, this::connect);
  }

  int port() {
    return port.port();
  }

  /** How often somebody connected. */
  int connections() {
    return (int) port.connections();
  }

  /** From now on nothing gets through and nobody is told. Connections opened then stay so. */
  void swallow() {
    swallowing = true;
  }

  /** Cuts what is open; what comes later works again. */
  void cut() {
    swallowing = false;
    port.cut();
  }

  /** Accepts and closes at once. */
  void refuse() {
    port.refuse();
  }

  private void connect(Socket client) throws IOException {
    Socket upstream = port.connect(client, target);
    ProxyPort.daemon(() -> pump(client, upstream));
    ProxyPort.daemon(() -> pump(upstream, client));
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (!swallowing) {
          out.write(buffer, 0, count);
        }
      }
    } catch (IOException e) {
      // Either side went away; both are closed now.
    }
  }

  @Override
  public void close() {
    port.close();
  }
}
