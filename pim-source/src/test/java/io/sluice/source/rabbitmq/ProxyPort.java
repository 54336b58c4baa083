package io.sluice.source.rabbitmq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where a stand-in for the network listens: accepts, counts, refuses, and cuts what is open. What
 * happens to the bytes of a connection is for its handler. Methods may be called from any thread.
 */
public final class ProxyPort implements AutoCloseable {
  private final ServerSocket server;
  private final Handler handler;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicLong connections = new AtomicLong();
  private volatile boolean refusing;

  /** Serves what was accepted, on the accepting thread: it returns soon. */
  @FunctionalInterface
  public interface Handler {
    void serve(Socket client) throws IOException;
  }

  private ProxyPort(ServerSocket server, Handler handler) {
    this.server = server;
    this.handler = handler;
  }

  /** Begins to accept on this server socket, which is closed with it. */
  public static ProxyPort open(ServerSocket server, Handler handler) {
    ProxyPort port = new ProxyPort(server, handler);
    daemon(port::accept);
    return port;
  }

  /** A server socket on any port of the loopback address. */
  public static ServerSocket listen() {
    return listen(InetAddress.getLoopbackAddress(), 0);
  }

  /** A server socket there; port 0 for any. */
  public static ServerSocket listen(InetAddress address, int port) {
    try {
      return new ServerSocket(port, 50, address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** How often somebody connected. */
  public long connections() {
    return connections.get();
  }

  /** Connects on to the server behind; hangs up on the client where that does not listen. */
  public Socket connect(Socket client, int target) throws IOException {
    try {
      Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(upstream);
      return upstream;
    } catch (IOException e) {
      client.close();
      throw e;
    }
  }

  /** Cuts what is open; what comes later works. */
  public void cut() {
    for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
      close(socket);
    }
  }

  /** Accepts and closes at once, until {@link #welcome}. */
  public void refuse() {
    refusing = true;
    cut();
  }

  public void welcome() {
    refusing = false;
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
          handler.serve(client);
        }
      } catch (IOException e) {
        // The server socket was closed, or the target does not listen.
      }
    }
  }

  public static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      return;
    }
  }

  /** Runs this on a thread of its own, which keeps no JVM alive. */
  public static void daemon(Runnable work) {
    Thread thread = new Thread(work, "proxy");
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
    cut();
  }
}
