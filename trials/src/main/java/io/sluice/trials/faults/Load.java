package io.sluice.trials.faults;

import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.Pace;
import io.sluice.simulator.pim.PimEvent;
import io.sluice.simulator.pim.Publisher;
import io.sluice.trials.GatewayFiles;
import io.sluice.trials.Waiting;
import io.sluice.trials.Workload;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A PIM at work on a thread of its own, that outlasts a broker that is away. */
public final class Load {
  private static final Duration STOP_AT_MOST = Duration.ofMinutes(3);

  private final Map<Long, Long> sentAtMs = new ConcurrentHashMap<>();
  private final Publisher publisher;
  private final EventWriter writer;
  private final Workload workload;
  private final CompletableFuture<Void> running = new CompletableFuture<>();
  private volatile boolean enough;
  private volatile boolean paused;
  private volatile boolean resting;

  /**
   * @param confirmed hears of each event that the broker has
   * @param after number that its events come after
   */
  Load(String uri, Consumer<PimEvent> confirmed, long after, long seed, int skus) {
    publisher = new Publisher(uri, GatewayFiles.EXCHANGE, confirmed);
    writer = new EventWriter("/trial", after, 100);
    workload = new Workload(writer, seed, skus);
  }

  Load begin(double perSecond) {
    Thread thread = new Thread(() -> run(perSecond), "load");
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  private void run(double perSecond) {
    try {
      Pace pace = new Pace(perSecond);
      while (!enough) {
        pace.await();
        restWhilePaused();
        PimEvent event = workload.next();
        sentAtMs.put(event.number(), System.currentTimeMillis());
        patiently(() -> publisher.publish(event));
      }
      patiently(publisher::awaitConfirmed);
      running.complete(null);
    } catch (RuntimeException e) {
      running.completeExceptionally(e);
    } finally {
      publisher.close();
    }
  }

  private void restWhilePaused() {
    if (paused) {
      patiently(publisher::awaitConfirmed);
      resting = true;
      Waiting.holdsWithin(STOP_AT_MOST, () -> !paused || enough);
      resting = false;
    }
  }

  /** Publishes nothing until {@link #goOn}; returns when the broker has all that was published. */
  public void pause() {
    paused = true;
    Waiting.until("the PIM pauses", STOP_AT_MOST, () -> resting);
  }

  public void goOn() {
    paused = false;
  }

  /** The publisher gives up on its broker earlier than a row does; what it owes it keeps. */
  private void patiently(Runnable step) {
    try {
      step.run();
    } catch (IllegalStateException away) {
      patiently(publisher::awaitConfirmed);
    }
  }

  /** When an event was published, in milliseconds; -1 when it was not. */
  long sentAtMs(long number) {
    return sentAtMs.getOrDefault(number, -1L);
  }

  public long sent() {
    return sentAtMs.size();
  }

  /** Ends and waits until the broker has everything. */
  public void stop() {
    enough = true;
    running.orTimeout(STOP_AT_MOST.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Ends without waiting. */
  void abandon() {
    enough = true;
  }
}
