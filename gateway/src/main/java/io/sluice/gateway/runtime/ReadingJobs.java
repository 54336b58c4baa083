package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.channel.ChannelPlan;
import io.sluice.gateway.channel.ReadingKind;
import io.sluice.gateway.operations.JobView;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.sluice.gateway.operations.ReadingView;
import io.sluice.store.Store;
import io.sluice.store.Write;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adoptions and reconciliations: at most one per channel, asked for by people or because it is
 * time. One that a stop or a new configuration interrupts begins again: it reads, and what it did
 * already it finds done.
 */
final class ReadingJobs {
  private static final Logger LOG = LoggerFactory.getLogger(ReadingJobs.class);
  private static final String LAST = "reconciled_at";
  private static final long LOOK_EVERY_MS = 200;
  private static final long BEGIN_AGAIN_MS = 1_000;
  private static final long SCHEDULE_EVERY_MS = 10_000;

  private final Vertx vertx;
  private final Store store;
  private final Catalog catalog;
  private final RunningChannels channels;
  private final InstantSource clock;
  private final KeptJobs jobs;
  private final ReconcileSchedule schedule = new ReconcileSchedule();

  ReadingJobs(
      Vertx vertx, Store store, Catalog catalog, RunningChannels channels, InstantSource clock) {
    this.vertx = vertx;
    this.store = store;
    this.jobs = new KeptJobs(store, "reading_job");
    this.catalog = catalog;
    this.channels = channels;
    this.clock = clock;
  }

  KeptJobs kept() {
    return jobs;
  }

  /** Goes on with what a stop interrupted, and from now on begins what it is time for. */
  void resume() {
    jobs.forEachInterrupted(
        (id, name, word) -> {
          ChannelVerticle channel = channels.find(name);
          ReadingKind kind = ReadingKind.valueOf(word);
          if (channel != null && whyNot(channel.plan(), kind) == null) {
            follow(started(id, name, kind), kind, null);
          } else {
            jobs.forget(id);
          }
        });
    store.settings(LAST).forEach(schedule::remember);
    vertx.setPeriodic(SCHEDULE_EVERY_MS, any -> schedule());
  }

  /** Completes once the job would survive a stop. Fails with INVALID or CONFLICT. */
  Future<JobView> begin(ChannelVerticle channel, ReadingKind kind) {
    String why = whyNot(channel.plan(), kind);
    if (why != null) {
      return refused(Kind.INVALID, "channel " + channel.plan().channel() + " " + why);
    }
    String name = channel.plan().channel();
    if (jobs.runOn(name)) {
      return refused(Kind.CONFLICT, "channel " + name + " is being read already");
    }
    return channel
        .on(core -> core.read(kind, clock.millis()))
        .compose(
            begun ->
                begun
                    ? jobs.keep(name, kind.name())
                    : refused(Kind.CONFLICT, "channel " + name + " is being read already"))
        .map(
            id -> {
              JobView job = started(id, name, kind);
              follow(job, kind, channel);
              return jobs.find(id).orElse(job);
            });
  }

  private static <T> Future<T> refused(Kind kind, String message) {
    return Future.failedFuture(new OperationException(kind, message));
  }

  private static @Nullable String whyNot(ChannelPlan plan, ReadingKind kind) {
    if (plan.stream()) {
      return "is sent every change as it is: there is nothing to compare with";
    } else if (!plan.capabilities().listings()) {
      return "cannot be asked what it shows: with adapter: http write listings";
    } else if (plan.dryRun() && kind.sends()) {
      return "has mode: dry_run and is sent nothing: add --dry-run, or take the mode out";
    }
    return null;
  }

  private JobView started(String id, String channel, ReadingKind kind) {
    return jobs.began(JobView.begun(id, kind.command(), channel, 0, clock.instant()));
  }

  /**
   * @param reads the channel that reads for it, null: none yet
   */
  private void follow(JobView job, ReadingKind kind, @Nullable ChannelVerticle reads) {
    ChannelVerticle channel = channels.find(job.channel());
    if (channel == null) {
      end(job, null, "the channel is gone");
    } else if (channel != reads) {
      beginAgain(job, kind, channel);
    } else {
      channel
          .on(core -> core.reading())
          .onComplete(
              asked -> {
                ReadingView reading = asked.succeeded() ? asked.result() : null;
                if (reading != null && reading.over()) {
                  end(job, reading, null);
                } else {
                  note(job, reading);
                  later(LOOK_EVERY_MS, job, kind, channel);
                }
              });
    }
  }

  private void later(
      long afterMs, JobView job, ReadingKind kind, @Nullable ChannelVerticle channel) {
    vertx.setTimer(afterMs, any -> follow(job, kind, channel));
  }

  private void beginAgain(JobView job, ReadingKind kind, ChannelVerticle channel) {
    String why = whyNot(channel.plan(), kind);
    if (why != null) {
      end(job, null, "the channel " + why);
      return;
    }
    channel
        .on(core -> core.read(kind, clock.millis()))
        .onComplete(
            begun -> {
              boolean reads = begun.succeeded() && begun.result();
              later(reads ? LOOK_EVERY_MS : BEGIN_AGAIN_MS, job, kind, reads ? channel : null);
            });
  }

  private void note(JobView job, @Nullable ReadingView reading) {
    if (reading != null) {
      jobs.progressed(view(job, "running", reading, reading.problem()));
    }
  }

  private void end(JobView job, @Nullable ReadingView reading, @Nullable String problem) {
    boolean failed = reading == null || reading.failed();
    String said = reading == null ? problem : reading.problem();
    jobs.ended(view(job, failed ? "failed" : "done", reading, said));
    if (failed) {
      LOG.warn("{} of channel {} failed: {}", job.kind(), job.channel(), said);
    } else if (reading != null) {
      LOG.info(
          "{} of channel {} (job {}): {} listings, {} unknown, {} as they should be, {} different, {} missing, {} unexpected; {} sent again",
          job.kind(),
          job.channel(),
          job.id(),
          reading.listings(),
          reading.unknown(),
          reading.same(),
          reading.different(),
          reading.missing(),
          reading.unexpected(),
          reading.touched());
    }
  }

  /** How many there are is known at the end. */
  private JobView view(
      JobView job, String state, @Nullable ReadingView reading, @Nullable String problem) {
    long done = reading == null ? 0 : reading.listings();
    long total = state.equals("running") ? Math.max(done, catalog.size()) : done;
    return job.at(state, done, total, problem, reading);
  }

  private void schedule() {
    for (ChannelVerticle channel : channels.all()) {
      Duration every = channel.configured().reconcileEvery().orElse(null);
      ReadingKind kind =
          channel.plan().dryRun() ? ReadingKind.RECONCILE_DRY_RUN : ReadingKind.RECONCILE;
      if (every != null && whyNot(channel.plan(), kind) == null) {
        schedule(channel, kind, every);
      }
    }
  }

  private void schedule(ChannelVerticle channel, ReadingKind kind, Duration every) {
    String name = channel.plan().channel();
    Instant now = clock.instant();
    boolean due = schedule.isDue(name, every, now) && !jobs.runOn(name);
    if (due || !schedule.knows(name)) {
      byte[] from = schedule.countFrom(name, now);
      store.submit(List.of(new Write.PutSetting(LAST, name, from)), () -> {});
    }
    if (due) {
      begin(channel, kind)
          .onFailure(problem -> LOG.warn("Channel {} is not reconciled", name, problem));
    }
  }
}
