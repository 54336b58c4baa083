package io.sluice.gateway.runtime;

import io.sluice.gateway.channel.ReadingKind;
import io.sluice.gateway.operations.HeldAction;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.JobView;
import io.sluice.gateway.operations.Jobs;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs of all kinds, for people. Thread-safe. */
final class AllJobs implements Jobs {
  private static final Logger AUDIT = LoggerFactory.getLogger("sluice.audit");
  private static final int SHOWN = 100;

  private final RunningChannels channels;
  private final ReplayJobs replays;
  private final ReadingJobs readings;
  private final HeldJobs decisions;

  AllJobs(RunningChannels channels, ReplayJobs replays, ReadingJobs readings, HeldJobs decisions) {
    this.channels = channels;
    this.replays = replays;
    this.readings = readings;
    this.decisions = decisions;
  }

  /** Goes on with what a stop interrupted. */
  void resume() {
    replays.resume();
    readings.resume();
    decisions.resume();
  }

  @Override
  public Future<List<JobView>> jobs() {
    return Future.succeededFuture(
        all().sorted(Comparator.comparing(JobView::startedAt).reversed()).limit(SHOWN).toList());
  }

  @Override
  public Future<JobView> job(String id) {
    return all()
        .filter(job -> job.id().equals(id))
        .findFirst()
        .map(Future::succeededFuture)
        .orElseGet(
            () -> Future.failedFuture(new OperationException(Kind.NOT_FOUND, "no job " + id)));
  }

  private Stream<JobView> all() {
    return Stream.of(replays.kept(), decisions.kept(), readings.kept())
        .flatMap(kept -> kept.all().stream());
  }

  /** Answers how far it is; it ends a moment later. */
  @Override
  public Future<JobView> cancel(String id, String who) {
    return job(id).compose(this::cancel);
  }

  private Future<JobView> cancel(JobView job) {
    if (replays.kept().cancel(job.id()) || decisions.kept().cancel(job.id())) {
      return Future.succeededFuture(job);
    }
    String why =
        job.state().equals("running")
            ? "a job of this kind cannot be stopped: " + job.kind()
            : "the job is over: " + job.state();
    return Future.failedFuture(new OperationException(Kind.CONFLICT, why));
  }

  @Override
  public Future<JobView> begin(HeldAction action, HeldQuery query, String who) {
    return decisions.begin(action, query, who);
  }

  @Override
  public Future<JobView> replay(String channel, Instant since, String who) {
    return channels
        .get(channel)
        .compose(verticle -> replays.begin(verticle, since))
        .onSuccess(job -> audit(who, channel, "since", since, "replay"));
  }

  @Override
  public Future<JobView> adopt(String channel, boolean content, String who) {
    return read(channel, content ? ReadingKind.ADOPT_CONTENT : ReadingKind.ADOPT, who);
  }

  @Override
  public Future<JobView> reconcile(String channel, boolean dryRun, String who) {
    return read(channel, dryRun ? ReadingKind.RECONCILE_DRY_RUN : ReadingKind.RECONCILE, who);
  }

  private Future<JobView> read(String channel, ReadingKind kind, String who) {
    return channels
        .get(channel)
        .compose(verticle -> readings.begin(verticle, kind))
        .onSuccess(job -> audit(who, channel, "kind", kind, kind.command()));
  }

  private static void audit(String who, String channel, String key, Object value, String what) {
    AUDIT
        .atInfo()
        .addKeyValue("who", who)
        .addKeyValue("channel", channel)
        .addKeyValue(key, value)
        .log(what);
  }
}
