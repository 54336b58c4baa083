package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.operations.JobView;
import io.sluice.store.JournalRow;
import io.sluice.store.Store;
import io.sluice.store.Write;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays: touches what changed since a time, a page of the journal after the other. A job that a
 * stop interrupts begins again at its start, because a touch lives in memory until it is sent.
 */
final class ReplayJobs {
  private static final Logger LOG = LoggerFactory.getLogger(ReplayJobs.class);
  private static final String KIND = "replay_job";
  private static final int PAGE_ROWS = 1_000;
  private static final long PAGE_BYTES = 2 << 20;

  /** A channel that has so much to do is not given more. */
  private static final long OWED_AT_MOST = 50_000;

  private static final long LOOK_AGAIN_MS = 500;
  private static final int FINISHED_SHOWN = 100;

  private final Vertx vertx;
  private final Store store;
  private final Catalog catalog;
  private final Housekeeping housekeeping;
  private final Map<String, ChannelVerticle> channels;
  private final InstantSource clock;
  private final Map<String, JobView> jobs = new ConcurrentHashMap<>();

  ReplayJobs(
      Vertx vertx,
      Store store,
      Catalog catalog,
      Housekeeping housekeeping,
      Map<String, ChannelVerticle> channels,
      InstantSource clock) {
    this.vertx = vertx;
    this.store = store;
    this.catalog = catalog;
    this.housekeeping = housekeeping;
    this.channels = channels;
    this.clock = clock;
  }

  Optional<JobView> find(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  /** Goes on with what a stop interrupted. */
  void resume() {
    store
        .settings(KIND)
        .forEach(
            (id, stored) -> {
              String[] words = new String(stored, StandardCharsets.UTF_8).split(" ", 3);
              if (channels.containsKey(words[0])) {
                begin(id, words[0], Long.parseLong(words[1]), Long.parseLong(words[2]));
              }
            });
  }

  Future<JobView> begin(String channel, Instant since) {
    String id = UUID.randomUUID().toString();
    return vertx
        .executeBlocking(() -> firstSince(since.toEpochMilli()), false)
        .map(
            from -> {
              long to = store.head();
              String stored = channel + " " + from + " " + to;
              store.submit(
                  List.of(new Write.PutSetting(KIND, id, stored.getBytes(StandardCharsets.UTF_8))),
                  () -> {});
              return begin(id, channel, from, to);
            });
  }

  private JobView begin(String id, String channel, long from, long to) {
    JobView job =
        new JobView(
            id, "replay", channel, "running", 0, Math.max(0, to - from + 1), clock.instant());
    forgetOld();
    jobs.put(id, job);
    housekeeping.reads(id, from);
    step(job, from, to);
    return job;
  }

  private void forgetOld() {
    if (jobs.size() >= FINISHED_SHOWN) {
      jobs.values().removeIf(job -> !job.state().equals("running"));
    }
  }

  /** First position received at that time or later. Received times rise with positions. */
  private long firstSince(long sinceMs) {
    long low = store.status().firstPosition();
    long high = store.head() + 1;
    while (low < high) {
      long middle = (low + high) >>> 1;
      List<JournalRow> row = store.journal().page(middle, 1, 1);
      if (!row.isEmpty() && row.get(0).receivedAtMs() < sinceMs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void step(JobView job, long next, long to) {
    ChannelVerticle channel = channels.get(job.channel());
    channel
        .on(core -> core.owed())
        .compose(owed -> owed > OWED_AT_MOST ? Future.succeededFuture(next) : page(job, next, to))
        .onComplete(
            after -> {
              if (after.failed()) {
                LOG.warn("Replay {} of {} tries again", job.id(), job.channel(), after.cause());
              }
              go(job, after.failed() ? next : after.result(), next, to);
            });
  }

  private void go(JobView job, long after, long before, long to) {
    jobs.put(job.id(), progress(job, "running", job.total() - Math.max(0, to - after + 1)));
    housekeeping.reads(job.id(), after);
    if (after > to) {
      finishWhenSent(job);
    } else if (after == before) {
      vertx.setTimer(LOOK_AGAIN_MS, any -> step(job, after, to));
    } else {
      step(job, after, to);
    }
  }

  private static JobView progress(JobView job, String state, long done) {
    return new JobView(
        job.id(), job.kind(), job.channel(), state, done, job.total(), job.startedAt());
  }

  private Future<Long> page(JobView job, long next, long to) {
    ChannelVerticle channel = channels.get(job.channel());
    return vertx
        .executeBlocking(() -> store.journal().page(next, PAGE_ROWS, PAGE_BYTES), false)
        .compose(
            rows ->
                channel.on(
                    core -> {
                      long now = clock.millis();
                      long last = next;
                      for (JournalRow row : rows) {
                        if (row.position() <= to && isNewest(row)) {
                          core.touch(row.key(), row.part(), true, now);
                        }
                        last = row.position() + 1;
                      }
                      return rows.isEmpty() ? to + 1 : last;
                    }));
  }

  /** One touch a part is enough; what is newer than the replay comes by itself. */
  private boolean isNewest(JournalRow row) {
    CatalogEntry entry = catalog.find(row.key());
    return row.decision() == Decision.NEW.code()
        && entry != null
        && entry.facts().stream().anyMatch(fact -> fact.position() == row.position());
  }

  /** The touches live in memory: the job is over when the channel owes nothing for a moment. */
  private void finishWhenSent(JobView job) {
    housekeeping.readsNoMore(job.id());
    channels
        .get(job.channel())
        .on(core -> core.owed())
        .onComplete(
            owed -> {
              if (owed.succeeded() && owed.result() == 0) {
                jobs.put(job.id(), progress(job, "done", job.total()));
                store.submit(List.of(new Write.DeleteSetting(KIND, job.id())), () -> {});
              } else {
                vertx.setTimer(LOOK_AGAIN_MS, any -> finishWhenSent(job));
              }
            });
  }
}
