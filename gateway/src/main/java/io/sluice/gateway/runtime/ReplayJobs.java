package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.channel.Channel;
import io.sluice.gateway.operations.JobView;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.sluice.store.Store;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays: touches what changed since a time, some SKUs of the catalog after the others; so it
 * reaches back further than the journal. A job that a stop interrupts begins again at its start,
 * because a touch lives in memory until it is sent.
 */
final class ReplayJobs {
  private static final Logger LOG = LoggerFactory.getLogger(ReplayJobs.class);
  private static final int SKUS_AT_ONCE = 256;

  /** A channel that has so much to do is not given more. */
  private static final long OWED_AT_MOST = 50_000;

  private static final long LOOK_AGAIN_MS = 500;
  private static final String CANCELLED = "cancelled";
  private static final String DRY_RUN = "it is a dry run, which sends nothing";

  private final Vertx vertx;
  private final Context owner;
  private final Catalog catalog;
  private final RunningChannels channels;
  private final InstantSource clock;
  private final KeptJobs jobs;

  /** The channel that a job touched last. */
  private final Map<String, ChannelVerticle> touched = new ConcurrentHashMap<>();

  ReplayJobs(
      Vertx vertx, Store store, Catalog catalog, RunningChannels channels, InstantSource clock) {
    this.vertx = vertx;
    this.owner = vertx.getOrCreateContext();
    this.jobs = new KeptJobs(store, "replay_job");
    this.catalog = catalog;
    this.channels = channels;
    this.clock = clock;
  }

  KeptJobs kept() {
    return jobs;
  }

  /** Goes on with what a stop interrupted. */
  void resume() {
    jobs.forEachInterrupted(
        (id, channel, since) -> {
          if (channels.find(channel) != null) {
            begin(id, channel, Long.parseLong(since));
          }
        });
  }

  /** Completes once the job would survive a stop. Fails with CONFLICT in a dry run. */
  Future<JobView> begin(ChannelVerticle verticle, Instant since) {
    String channel = verticle.configured().id();
    if (verticle.plan().dryRun()) {
      return Future.failedFuture(
          new OperationException(Kind.CONFLICT, "channel '%s': %s".formatted(channel, DRY_RUN)));
    }
    long sinceMs = since.toEpochMilli();
    return jobs.keep(channel, Long.toString(sinceMs)).map(id -> begin(id, channel, sinceMs));
  }

  private JobView begin(String id, String channel, long sinceMs) {
    JobView job = jobs.began(JobView.begun(id, "replay", channel, catalog.size(), clock.instant()));
    step(job, sinceMs, 0);
    return job;
  }

  private void step(JobView job, long sinceMs, int from) {
    if (jobs.isCancelled(job.id())) {
      end(job, CANCELLED, from, null);
      return;
    }
    ChannelVerticle channel = channels.find(job.channel());
    String problem = problem(channel);
    if (channel == null || problem != null) {
      end(job, "failed", from, problem);
      return;
    }
    if (forgot(job, channel) && from > 0) {
      step(job, sinceMs, 0);
      return;
    }
    ask(
        channel,
        core -> core.owed() > OWED_AT_MOST ? from : touch(core, job, sinceMs, from),
        next -> {
          if (next.failed()) {
            LOG.warn("Replay {} of {} tries again", job.id(), job.channel(), next.cause());
          }
          go(job, sinceMs, from, next.failed() ? from : next.result());
        });
  }

  /** Answered here: a timer that is set on a channel's context ends with the channel. */
  private <T> void ask(
      ChannelVerticle channel, Function<Channel, T> question, Handler<AsyncResult<T>> answer) {
    channel.on(question).onComplete(result -> owner.runOnContext(any -> answer.handle(result)));
  }

  /** Why it cannot go on, null where it can. */
  private static @Nullable String problem(@Nullable ChannelVerticle channel) {
    if (channel == null) {
      return "the channel is gone";
    }
    return channel.plan().dryRun() ? DRY_RUN : null;
  }

  /** SKUs that came after the job began are sent anyway. */
  private int touch(Channel core, JobView job, long sinceMs, int from) {
    int to = (int) Math.min(job.total(), from + SKUS_AT_ONCE);
    for (int index = from; index < to; index++) {
      CatalogEntry entry = catalog.get(index);
      for (Fact fact : entry.facts()) {
        if (fact.receivedAtMs() >= sinceMs) {
          core.touch(entry.sku(), fact.partName(), true, clock.millis());
        }
      }
    }
    return to;
  }

  private void go(JobView job, long sinceMs, int before, int next) {
    jobs.progressed(job.at("running", next, job.total(), null, null));
    if (next >= job.total()) {
      finishWhenSent(job, sinceMs);
    } else if (next == before) {
      vertx.setTimer(LOOK_AGAIN_MS, any -> step(job, sinceMs, next));
    } else {
      step(job, sinceMs, next);
    }
  }

  /** A stream channel keeps its touches in memory, and another one took its place. */
  private boolean forgot(JobView job, ChannelVerticle channel) {
    ChannelVerticle before = touched.put(job.id(), channel);
    return before != null && before != channel && channel.plan().stream();
  }

  private void end(JobView job, String state, long done, @Nullable String problem) {
    touched.remove(job.id());
    jobs.ended(job.at(state, done, job.total(), problem, null));
  }

  /** The touches live in memory: the job is over when the channel owes nothing for a moment. */
  private void finishWhenSent(JobView job, long sinceMs) {
    if (jobs.isCancelled(job.id())) {
      end(job, CANCELLED, job.total(), null);
      return;
    }
    ChannelVerticle channel = channels.find(job.channel());
    String problem = problem(channel);
    if (channel == null || problem != null) {
      end(job, "failed", job.total(), problem);
      return;
    }
    if (forgot(job, channel)) {
      step(job, sinceMs, 0);
      return;
    }
    ask(
        channel,
        Channel::owed,
        owed -> {
          if (owed.succeeded() && owed.result() == 0) {
            end(job, "done", job.total(), null);
          } else {
            vertx.setTimer(LOOK_AGAIN_MS, any -> finishWhenSent(job, sinceMs));
          }
        });
  }
}
