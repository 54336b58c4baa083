package io.sluice.gateway.runtime;

import io.sluice.gateway.operations.JobView;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The jobs of all kinds, for people. */
final class AllJobs {
  private static final int SHOWN = 100;

  private final KeptJobs replays;
  private final KeptJobs decisions;
  private final KeptJobs readings;

  AllJobs(KeptJobs replays, KeptJobs decisions, KeptJobs readings) {
    this.replays = replays;
    this.decisions = decisions;
    this.readings = readings;
  }

  Optional<JobView> find(String id) {
    return all().filter(job -> job.id().equals(id)).findFirst();
  }

  List<JobView> newestFirst() {
    return all().sorted(Comparator.comparing(JobView::startedAt).reversed()).limit(SHOWN).toList();
  }

  private Stream<JobView> all() {
    return Stream.of(replays, decisions, readings).flatMap(kept -> kept.all().stream());
  }

  /** What it did stays done; answers how far it is, it ends a moment later. */
  Future<JobView> cancel(String id) {
    JobView job = find(id).orElseThrow();
    if (replays.cancel(id) || decisions.cancel(id)) {
      return Future.succeededFuture(job);
    }
    String why =
        job.state().equals("running")
            ? "a job of this kind cannot be stopped: " + job.kind()
            : "the job is over: " + job.state();
    return Future.failedFuture(new OperationException(Kind.CONFLICT, why));
  }
}
