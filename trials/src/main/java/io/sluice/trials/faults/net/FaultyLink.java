package io.sluice.trials.faults.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The network between us and a server on this machine, with its bad days. Every method may be
 * called from any thread; it holds for what is open and for what comes.
 */
public final class FaultyLink implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicLong connections = new AtomicLong();
  private volatile Weather weather = Weather.FINE;
  private volatile Tap tap = Tap.NONE;
  private volatile boolean refusing;
  private volatile @Nullable Answerer answerer;

  /**
   * @param target port on the loopback address
   */
  public FaultyLink(int target) {
    this.target = target;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** How often somebody connected. */
  public long connections() {
    return connections.get();
  }

  /** Ends every fault; what is open stays so, unless somebody else answered it. */
  public void heal() {
    weather = Weather.FINE;
    refusing = false;
    if (answerer != null) {
      answerer = null;
      cut();
    }
  }

  /** From now on nothing gets through and nobody is told. Connections opened then stay so. */
  public void swallow() {
    weather = new Weather(true, Duration.ZERO, 0, 0);
  }

  public void delay(Duration delay) {
    weather = new Weather(false, delay, 0, 0);
  }

  public void throttle(long bytesPerSecond) {
    weather = new Weather(false, Duration.ZERO, bytesPerSecond, 0);
  }

  /** Resets each connection, old and new, once so many bytes came from the server. */
  public void resetAfter(long bytes) {
    weather = new Weather(false, Duration.ZERO, 0, bytes);
  }

  /** Cuts what is open; what comes later works again. */
  public void cut() {
    for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
      close(socket);
    }
  }

  /** Accepts and closes at once. */
  public void refuse() {
    refusing = true;
    cut();
  }

  /** In place of the server, which sees nothing until {@link #heal}. */
  public void answerBy(Answerer other) {
    answerer = other;
    cut();
  }

  public void tap(Tap tap) {
    this.tap = tap;
  }

  Weather weather() {
    return weather;
  }

  Tap tap() {
    return tap;
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
          serve(client);
        }
      } catch (IOException e) {
        // The server socket was closed, or the target does not listen.
      }
    }
  }

  private void serve(Socket client) throws IOException {
    Answerer other = answerer;
    if (other == null) {
      connect(client);
    } else {
      daemon(() -> new AnsweredConnection(client, other).run());
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
    client.setTcpNoDelay(true);
    upstream.setTcpNoDelay(true);
    sockets.add(upstream);
    new Pipe(this, client, upstream, true).start();
    new Pipe(this, upstream, client, false).start();
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      return;
    }
  }

  static void daemon(Runnable work) {
    Thread thread = new Thread(work, "faulty-link");
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
