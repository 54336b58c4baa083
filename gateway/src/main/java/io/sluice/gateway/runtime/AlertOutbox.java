package io.sluice.gateway.runtime;

import io.sluice.gateway.alerts.AlertMessage;
import io.sluice.gateway.config.AlertReceiver;
import io.sluice.gateway.operations.AlertsView.ReceiverView;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages for one receiver, one after the other; each is tried a few times. One context owns it.
 */
final class AlertOutbox {
  private static final Logger LOG = LoggerFactory.getLogger(AlertOutbox.class);
  private static final int AT_MOST = 100;

  /** Before each try but the first: about a quarter of an hour. */
  static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10));

  private static final int LONGEST_PROBLEM = 300;

  private final AlertReceiver receiver;
  private final AlertTransport transport;
  private final Vertx vertx;
  private final InstantSource clock;
  private final List<Duration> waits;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private boolean busy;
  private @Nullable Instant sentAt;
  private @Nullable String problem;

  private record Waiting(AlertMessage message, String id) {}

  /**
   * @param waits before each try but the first
   */
  AlertOutbox(
      AlertReceiver receiver,
      AlertTransport transport,
      Vertx vertx,
      InstantSource clock,
      Meters meters,
      List<Duration> waits) {
    this.receiver = receiver;
    this.transport = transport;
    this.vertx = vertx;
    this.clock = clock;
    this.waits = List.copyOf(waits);
    count(meters, "sent", sent);
    count(meters, "failed", failed);
    count(meters, "dropped", dropped);
  }

  private void count(Meters meters, String outcome, AtomicLong value) {
    meters.counter(
        "sluice.alert.messages",
        "Messages to receivers of alerts: sent, failed after all tries, dropped unsent",
        value::get,
        "receiver",
        receiver.name(),
        "outcome",
        outcome);
  }

  /** The newest say what is so: where there are too many, the oldest are let go. */
  void add(AlertMessage message) {
    if (waiting.size() == AT_MOST) {
      waiting.removeFirst();
      dropped.incrementAndGet();
      LOG.error("Alerts to {}: too many wait, the oldest is dropped", receiver.name());
    }
    waiting.add(new Waiting(message, id()));
    next();
  }

  private static String id() {
    return "alert_" + UUID.randomUUID();
  }

  /** Whether nothing is to be sent. */
  boolean isEmpty() {
    return waiting.isEmpty() && !busy;
  }

  /** One try beside all that waits. Completes, whatever came of it, with how that went. */
  Future<ReceiverView> test(AlertMessage message) {
    return attempt(new Waiting(message, id())).transform(done -> Future.succeededFuture(view()));
  }

  ReceiverView view() {
    return new ReceiverView(
        receiver.name(),
        receiver.kind(),
        receiver.target(),
        waiting.size() + (busy ? 1 : 0),
        sentAt,
        problem);
  }

  private void next() {
    if (!busy && !waiting.isEmpty()) {
      busy = true;
      send(waiting.remove(), 0);
    }
  }

  private void send(Waiting each, int tries) {
    attempt(each)
        .onComplete(
            done -> {
              // Nobody was told of the newest, so that one is never given up.
              if (done.failed() && (tries < waits.size() || waiting.isEmpty())) {
                long wait = waits.get(Math.min(tries, waits.size() - 1)).toMillis();
                vertx.setTimer(wait, any -> send(each, tries + 1));
                return;
              }
              if (done.failed()) {
                failed.incrementAndGet();
                LOG.error(
                    "Alerts to {}: given up after {} tries: {}. Not told: {}",
                    receiver.name(),
                    tries + 1,
                    problem,
                    each.message().subject());
              }
              busy = false;
              next();
            });
  }

  private Future<Void> attempt(Waiting each) {
    return Future.succeededFuture()
        .compose(any -> transport.send(each.message(), each.id()))
        .onSuccess(
            any -> {
              sent.incrementAndGet();
              sentAt = clock.instant();
              problem = null;
            })
        .onFailure(
            reason -> {
              problem = words(reason);
              LOG.warn("Alerts to {}: {}", receiver.name(), problem);
            });
  }

  /** Those of a mail server may be long and of several lines. */
  private static String words(Throwable reason) {
    String text = String.valueOf(reason.getMessage()).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return text.length() > LONGEST_PROBLEM ? text.substring(0, LONGEST_PROBLEM) + "..." : text;
  }
}
