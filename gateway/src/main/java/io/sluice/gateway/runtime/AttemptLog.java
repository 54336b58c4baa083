package io.sluice.gateway.runtime;

import io.sluice.adapter.Outcome;
import io.sluice.gateway.channel.Attempt;
import io.sluice.gateway.channel.OutcomeWords;
import io.sluice.gateway.config.SecretTexts;
import io.sluice.gateway.runtime.AttemptTexts.Excerpt;
import io.sluice.store.AttemptRow;
import io.sluice.store.Store;
import io.sluice.store.Write;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps attempts to be looked up. They are gathered and written a little later, some at a time, so
 * that no delivery waits for them; where more come than that, they are counted and left out.
 * Thread-safe.
 */
final class AttemptLog {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptLog.class);
  private static final byte[] NONE = new byte[0];
  private static final long WRITE_EVERY_MS = 50;
  private static final int ROWS_AT_ONCE = 256;
  private static final int ROWS_AT_MOST = 8 * ROWS_AT_ONCE;

  /**
   * What succeeded at once is on the shelf anyway. Under load it takes neither the writer's time
   * nor the room of what did not.
   */
  private static final int PLAIN_AT_MOST = 64;

  /** Failures come in thousands where a channel refuses everything, and all say the same. */
  private static final int TEXTS_AT_ONCE = 128 << 10;

  private final Vertx vertx;
  private final Store store;
  private final Deque<Gathered> gathered = new ArrayDeque<>();
  private final AtomicLong leftOut = new AtomicLong();
  private boolean writing;

  /**
   * @param secrets of its channel, taken out of the texts when they are written
   */
  private record Gathered(
      AttemptRow row, Excerpt request, Excerpt answer, @Nullable SecretTexts secrets) {}

  AttemptLog(Vertx vertx, Store store) {
    this.vertx = vertx;
    this.store = store;
  }

  void start() {
    vertx.setPeriodic(WRITE_EVERY_MS, any -> write());
  }

  /** How many there was no room for. */
  long leftOut() {
    return leftOut.get();
  }

  /**
   * @param sku as the channel calls it
   * @param texts of its call
   * @param nowMs when it ended
   */
  void add(
      String channel,
      Attempt attempt,
      String sku,
      AttemptTexts texts,
      SecretTexts secrets,
      long nowMs) {
    Outcome outcome = attempt.outcome();
    boolean taken = outcome instanceof Outcome.Accepted || outcome instanceof Outcome.Pending;
    boolean plain = taken && attempt.number() == 1;
    if (isFull(plain)) {
      leftOut.incrementAndGet();
      return;
    }
    AttemptRow row = row(channel, attempt, texts.status(), plain, nowMs);
    add(
        plain
            ? new Gathered(row, Excerpt.NONE, Excerpt.NONE, null)
            : new Gathered(row, texts.request(sku), texts.answer(sku), secrets));
  }

  private static AttemptRow row(
      String channel, Attempt attempt, int status, boolean plain, long nowMs) {
    String reason = OutcomeWords.reason(attempt.outcome());
    return new AttemptRow(
        0,
        channel,
        attempt.sku(),
        attempt.part(),
        attempt.position(),
        attempt.number(),
        nowMs - attempt.durationMs(),
        attempt.durationMs(),
        Meters.name(attempt.outcome()),
        attempt.outcome() instanceof Outcome.Rejected rejected ? rejected.code() : null,
        status,
        reason.isEmpty() ? null : reason,
        NONE,
        NONE,
        plain);
  }

  /** Before texts are made of it, for which there may be no room. */
  private synchronized boolean isFull(boolean plain) {
    return gathered.size() >= (plain ? PLAIN_AT_MOST : ROWS_AT_MOST);
  }

  /** Channels on other loops may each bring one more than there is room for. */
  private synchronized void add(Gathered next) {
    gathered.addLast(next);
  }

  /** One batch on its way at a time: where the store is slow, what comes is left out. */
  private void write() {
    List<Gathered> batch = take();
    if (batch.isEmpty()) {
      return;
    }
    vertx
        .executeBlocking(() -> rows(batch), false)
        .compose(rows -> Stored.in(store, new Write.PutAttempts(rows)))
        .onComplete(
            done -> {
              if (done.failed()) {
                leftOut.addAndGet(batch.size());
                LOG.warn("{} attempts could not be kept", batch.size(), done.cause());
              }
              written();
            });
  }

  private synchronized List<Gathered> take() {
    List<Gathered> batch = new ArrayList<>();
    while (!writing && !gathered.isEmpty() && batch.size() < ROWS_AT_ONCE) {
      batch.add(gathered.removeFirst());
    }
    writing |= !batch.isEmpty();
    return batch;
  }

  /** Hands the store what is left; to be called once nothing is delivered any more. */
  void close() {
    written();
    for (List<Gathered> batch = take(); !batch.isEmpty(); batch = take()) {
      store.submit(List.of(new Write.PutAttempts(rows(batch))), () -> {});
      written();
    }
  }

  private synchronized void written() {
    writing = false;
  }

  private static List<AttemptRow> rows(List<Gathered> batch) {
    List<AttemptRow> rows = new ArrayList<>(batch.size());
    int texts = 0;
    for (Gathered each : batch) {
      SecretTexts secrets = each.secrets();
      texts += each.request().length() + each.answer().length();
      rows.add(secrets == null || texts > TEXTS_AT_ONCE ? each.row() : masked(each, secrets));
    }
    return rows;
  }

  private static AttemptRow masked(Gathered each, SecretTexts secrets) {
    AttemptRow row = each.row();
    return new AttemptRow(
        0,
        row.channel(),
        row.key(),
        row.part(),
        row.position(),
        row.number(),
        row.atMs(),
        row.durationMs(),
        row.outcome(),
        row.code(),
        row.status(),
        row.reason(),
        bytes(each.request().masked(secrets)),
        bytes(each.answer().masked(secrets)),
        row.plain());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
