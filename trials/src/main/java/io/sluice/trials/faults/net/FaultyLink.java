package io.sluice.trials.faults.net;

import io.sluice.source.rabbitmq.ProxyPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The network between us and a server on this machine, with its bad days. Every method may be
 * called from any thread; it holds for what is open and for what comes.
 */
public final class FaultyLink implements AutoCloseable {
  private final ProxyPort server;
  private final int target;
  private volatile Weather weather = Weather.FINE;
  private volatile Tap tap = Tap.NONE;
  private volatile @Nullable Answerer answerer;

  /**
   * @param target port on the loopback address
   */
  public FaultyLink(int target) {
    this(ProxyPort.listen(), target);
  }

  private FaultyLink(ServerSocket listening, int target) {
    this.target = target;
    this.server = ProxyPort.open(listening, this::serve);
  }

  /** One that listens at another address of this machine, at this port. */
  public static FaultyLink at(InetAddress address, int port, int target) {
    return new FaultyLink(ProxyPort.listen(address, port), target);
  }

  public int port() {
    return server.port();
  }

  /** How often somebody connected. */
  public long connections() {
    return server.connections();
  }

  /** Ends every fault; what is open stays so, unless somebody else answered it. */
  public void heal() {
    weather = Weather.FINE;
    server.welcome();
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
    server.cut();
  }

  /** Accepts and closes at once. */
  public void refuse() {
    server.refuse();
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

  private void serve(Socket client) throws IOException {
    Answerer other = answerer;
    if (other == null) {
      connect(client);
    } else {
      ProxyPort.daemon(() -> new AnsweredConnection(client, other).run());
    }
  }

  private void connect(Socket client) throws IOException {
    Socket upstream = server.connect(client, target);
    client.setTcpNoDelay(true);
    upstream.setTcpNoDelay(true);
    new Pipe(this, client, upstream, true).start();
    new Pipe(this, upstream, client, false).start();
  }

  @Override
  public void close() {
    server.close();
  }
}
