package io.sluice.source.rabbitmq;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.sluice.source.SourceStatus.State;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the connection to what is wanted, on a thread of its own, which alone waits for the
 * network.
 *
 * <pre>
 *             connected, consuming                   want
 * CONNECTING ────────────────────► CONNECTED ───────────────► SUSPENDED, STOPPED, closed
 *      ▲      anything breaks:         │
 *      └────── both closed, backoff ◄──┘
 * </pre>
 */
final class ConnectionLoop {
  enum Wanted {
    RECEIVING,
    SUSPENDED,
    STOPPED,
    CLOSED
  }

  private static final Logger log = LoggerFactory.getLogger(ConnectionLoop.class);
  private static final int DISCONNECT_MILLIS = 1000;

  private final RabbitMqConfig config;
  private final Connector connector;
  private final Consumption.Listener listener;
  private final StatusBoard board;
  private final Problems problems;
  private final Thread thread;

  private final Object lock = new Object();

  /** Both guarded by {@link #lock}, which is notified of every change. */
  private Wanted wanted = Wanted.RECEIVING;

  private @Nullable Consumption consumption;

  /** From here on only for the thread itself. */
  private final Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());

  private @Nullable Connection connection;
  private long receivingSinceNanos;
  private long nextTryNanos = System.nanoTime();

  ConnectionLoop(
      RabbitMqConfig config,
      Connector connector,
      Consumption.Listener listener,
      StatusBoard board,
      SourceThreads threads) {
    this.config = config;
    this.connector = connector;
    this.listener = listener;
    this.board = board;
    this.problems = new Problems(config);
    this.thread = threads.create("connection", this::run);
  }

  void start() {
    thread.start();
  }

  /** What is stopped only gets closed, what is closed stays so. */
  void want(Wanted next, State state, @Nullable String reason) {
    synchronized (lock) {
      boolean backward = next.compareTo(wanted) < 0;
      if (next == wanted || (backward && wanted.compareTo(Wanted.STOPPED) >= 0)) {
        return;
      }
      wanted = next;
      if (consumption != null && next == Wanted.SUSPENDED) {
        consumption.abandon();
      }
      if (consumption != null && next.compareTo(Wanted.STOPPED) >= 0) {
        consumption.stopTaking();
      }
      board.show(state, reason);
      lock.notifyAll();
    }
  }

  @Nullable Consumption consumption() {
    synchronized (lock) {
      return consumption;
    }
  }

  /** The consumption or its connection came to an end. */
  void ended() {
    synchronized (lock) {
      lock.notifyAll();
    }
  }

  /** Waits for the thread to let go of the connection. */
  void awaitClosed(Duration atMost) throws InterruptedException {
    thread.join(atMost.toMillis());
    thread.interrupt();
  }

  private Wanted wanted() {
    synchronized (lock) {
      return wanted;
    }
  }

  private void run() {
    try {
      for (Wanted now = wanted(); now != Wanted.CLOSED; now = wanted()) {
        step(now);
      }
    } catch (InterruptedException e) {
      log.debug("Source {}: closed before the broker answered", config.name());
    }
    sayGoodbye();
  }

  private void step(Wanted now) throws InterruptedException {
    try {
      reach(now);
    } catch (IOException | TimeoutException | RuntimeException e) {
      log.debug("Source {}: connection lost or not made", config.name(), e);
      failed(problems.words(e));
    }
    awaitWork(now);
  }

  private void reach(Wanted now) throws IOException, TimeoutException {
    switch (now) {
      case RECEIVING -> receive();
      case SUSPENDED -> giveBack();
      case STOPPED, CLOSED -> {
        // What still comes stays unanswered, and goes back with the AMQP channel. No basic.cancel:
        // a
        // quorum queue of RabbitMQ 3.10 puts what is on its way meanwhile behind everything else.
      }
    }
  }

  private void receive() throws IOException, TimeoutException {
    Consumption current = consumption();
    if (current != null && current.isLive()) {
      return;
    }
    String problem = current == null ? null : current.problem();
    if (problem != null) {
      failed(problem);
      return;
    }
    giveBack();
    if (System.nanoTime() - nextTryNanos >= 0) {
      begin(connected());
    }
  }

  private Connection connected() throws IOException, TimeoutException {
    if (connection == null || !connection.isOpen()) {
      disconnect();
      connection = connector.connect();
      connection.addBlockedListener(
          reason -> board.note(Problems.blocked(reason)), () -> board.note(null));
    }
    return connection;
  }

  private void begin(Connection on) throws IOException {
    Consumption next =
        new Consumption(
            on.openChannel().orElseThrow(() -> new IOException("no AMQP channel is left")),
            config,
            listener);
    // Known before the first message comes, so that a suspension meanwhile holds for it.
    if (!adopt(next)) {
      next.close();
      return;
    }
    next.begin();
    receivingSinceNanos = System.nanoTime();
    synchronized (lock) {
      if (wanted == Wanted.RECEIVING && next.isLive()) {
        board.show(State.CONNECTED, null);
      }
    }
  }

  private boolean adopt(Consumption next) {
    synchronized (lock) {
      if (wanted != Wanted.RECEIVING) {
        return false;
      }
      consumption = next;
      return true;
    }
  }

  /** Closes the AMQP channel: the broker puts everything unanswered back in its place. */
  private void giveBack() throws IOException {
    Consumption current = consumption();
    if (current != null) {
      current.close();
      forget();
    }
  }

  private void forget() {
    synchronized (lock) {
      consumption = null;
    }
  }

  private void failed(String problem) {
    if (connection != null && receivingSinceNanos != 0) {
      backoff.connectedFor(Duration.ofNanos(System.nanoTime() - receivingSinceNanos));
    }
    Consumption current = consumption();
    if (current != null) {
      current.abandon();
      forget();
    }
    disconnect();
    nextTryNanos = System.nanoTime() + backoff.next().toNanos();
    synchronized (lock) {
      if (wanted == Wanted.RECEIVING) {
        board.show(State.CONNECTING, problem);
      }
    }
  }

  private void disconnect() {
    if (connection != null) {
      connection.abort(DISCONNECT_MILLIS);
      connection = null;
    }
    receivingSinceNanos = 0;
  }

  private void awaitWork(Wanted reached) throws InterruptedException {
    synchronized (lock) {
      while (wanted == reached) {
        if (reached != Wanted.RECEIVING || (consumption != null && consumption.isLive())) {
          lock.wait();
          continue;
        }
        long left = consumption == null ? nextTryNanos - System.nanoTime() : 0;
        if (left <= 0) {
          return;
        }
        lock.wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
      }
    }
  }

  /** The answers so far go out before the connection goes. */
  private void sayGoodbye() {
    Consumption current = consumption();
    try {
      if (current != null && current.isLive()) {
        current.acknowledge();
        current.close();
      }
    } catch (IOException | ShutdownSignalException e) {
      log.debug("Source {}: the AMQP channel was gone already", config.name(), e);
    }
    disconnect();
  }
}
