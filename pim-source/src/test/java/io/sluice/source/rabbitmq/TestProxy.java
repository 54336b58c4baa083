package io.sluice.source.rabbitmq;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The network between us and a server on this machine, with its bad days: it cuts connections, or
 * swallows every byte while they stay open.
 */
public final class TestProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile boolean swallowing;
  private volatile boolean refusing;

  public TestProxy(int target) {
    this(listen(), target);
  }

  /** For a server socket with TLS, say; it is closed with the proxy. */
  public TestProxy(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
    daemon(this::accept);
  }

  private static ServerSocket listen() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** How often somebody connected. */
  public int connections() {
    return connections.get();
  }

  /** From now on nothing gets through and nobody is told. Connections opened then stay so. */
  public void swallow() {
    swallowing = true;
  }

  /** Cuts what is open; what comes later works again. */
  public void cut() {
    swallowing = false;
    closeSockets();
  }

  /** Accepts and closes at once. */
  public void refuse() {
    refusing = true;
    closeSockets();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        connections.incrementAndGet();
        sockets.add(client);
        if (refusing) {
          client.close();
        } else {
          connect(client);
        }
      } catch (IOException e) {
        // The server socket was closed, or the target does not listen.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    Socket upstream;
    try {
      upstream = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException e) {
      client.close();
      throw e;
    }
    sockets.add(upstream);
    daemon(() -> pump(client, upstream));
    daemon(() -> pump(upstream, client));
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

  private void closeSockets() {
    for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "test-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    closeSockets();
  }
}
