package io.sluice.simulator.pim;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A PIM: publishes to a broker, tells what was confirmed, and after a lost connection publishes the
 * unconfirmed again, in order and with the same ids. Used by one thread.
 *
 * <p>While no queue is bound the broker gives events back. One that is given back would come after
 * those behind it, if a queue is bound meanwhile, and a gateway rightly takes it for stale. So each
 * connection, and each call after {@link #awaitConfirmed}, begins with one event alone: the others
 * follow once the broker has it. A queue that goes away under way may still turn the order.
 */
public final class Publisher implements AutoCloseable {
  private static final int UNCONFIRMED_AT_MOST = 2_000;
  private static final Duration BROKER_AWAY_AT_MOST = Duration.ofSeconds(90);
  private static final long LOOK_EVERY_NANOS = 1_000_000;
  private static final long CONNECT_EVERY_NANOS = 200_000_000;

  /** A broker that blocks publishers does not answer either. */
  private static final int CLOSED_WITHIN_MS = 5_000;

  private final ConnectionFactory factory = new ConnectionFactory();
  private final String exchange;
  private final Consumer<PimEvent> confirmed;
  private final Deque<PimEvent> owed = new ArrayDeque<>();
  private @Nullable Session session;

  /**
   * @param exchange that a gateway has declared and bound
   * @param confirmed hears of each event once the broker has it, on a thread of the connection
   */
  public Publisher(String uri, String exchange, Consumer<PimEvent> confirmed) {
    this.exchange = exchange;
    this.confirmed = confirmed;
    factory.setAutomaticRecoveryEnabled(false);
    try {
      factory.setUri(uri);
    } catch (URISyntaxException | GeneralSecurityException e) {
      throw new IllegalArgumentException(uri, e);
    }
  }

  /** One connection; a number of the broker's confirmation means something only within it. */
  private final class Session {
    private final Connection connection;
    private final Channel channel;
    private final ConcurrentNavigableMap<Long, PimEvent> unconfirmed =
        new ConcurrentSkipListMap<>();
    private volatile boolean broken;

    /** The broker has kept an event, so a queue is bound. */
    private volatile boolean kept;

    Session() throws IOException, TimeoutException {
      connection = factory.newConnection("pim");
      channel = connection.createChannel();
      channel.confirmSelect();
      channel.addConfirmListener(this::settled, (tag, several) -> broken = true);
      // Returned because no queue is bound: the confirmation that follows means nothing.
      channel.addReturnListener(returned -> broken = true);
      // Also when the broker closes the channel alone: no permission, no exchange.
      channel.addShutdownListener(cause -> broken = true);
    }

    private void settled(long tag, boolean several) {
      Map<Long, PimEvent> done =
          several ? unconfirmed.headMap(tag, true) : unconfirmed.subMap(tag, true, tag, true);
      if (!broken) {
        done.values().forEach(confirmed);
        // Before the last one is gone from the unconfirmed, which is what awaitConfirmed waits for.
        kept = true;
        done.clear();
      }
    }

    boolean takesMore() {
      return !broken && (kept || unconfirmed.isEmpty());
    }

    void send(PimEvent event) throws IOException {
      unconfirmed.put(channel.getNextPublishSeqNo(), event);
      BasicProperties properties =
          new BasicProperties.Builder()
              .deliveryMode(2)
              .contentType("application/cloudevents+json")
              .headers(Map.of("sku", event.key().sku()))
              .build();
      channel.basicPublish(exchange, event.routingKey(), true, properties, event.body());
    }
  }

  /**
   * Waits while too many are unconfirmed, for the first to be kept, or for a broker that is away.
   *
   * @throws IllegalStateException when it stays away for over a minute and a half
   */
  public void publish(PimEvent event) {
    owed.add(event);
    settle(UNCONFIRMED_AT_MOST);
  }

  /** Returns when everything published is confirmed. */
  public void awaitConfirmed() {
    settle(0);
    // Nobody knows for how long nothing is published now, and what becomes of the queue.
    if (session != null) {
      session.kept = false;
    }
  }

  private void settle(int unconfirmedAtMost) {
    long end = System.nanoTime() + BROKER_AWAY_AT_MOST.toNanos();
    sendOwed();
    while (isBroken() || !owed.isEmpty() || unconfirmed() > unconfirmedAtMost) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("the broker stays away; unconfirmed: " + unconfirmed());
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      if (isBroken()) {
        LockSupport.parkNanos(CONNECT_EVERY_NANOS);
      }
      sendOwed();
    }
  }

  private boolean isBroken() {
    return session == null || session.broken;
  }

  private int unconfirmed() {
    return owed.size() + (session == null ? 0 : session.unconfirmed.size());
  }

  private void sendOwed() {
    try {
      Session open = open();
      while (!owed.isEmpty() && open.takesMore()) {
        open.send(owed.removeFirst());
      }
    } catch (IOException | TimeoutException | AlreadyClosedException away) {
      // What was sent stands among the unconfirmed and comes again with the next connection.
      if (session != null) {
        session.broken = true;
      }
    }
  }

  private Session open() throws IOException, TimeoutException {
    Session old = session;
    if (old != null && !old.broken) {
      return old;
    }
    if (old != null) {
      old.connection.abort(CLOSED_WITHIN_MS);
      // Before what is newer, so that nothing overtakes it.
      old.unconfirmed.descendingMap().values().forEach(owed::addFirst);
      session = null;
    }
    Session fresh = new Session();
    session = fresh;
    return fresh;
  }

  @Override
  public void close() {
    if (session != null) {
      session.connection.abort(CLOSED_WITHIN_MS);
    }
  }
}
