package io.sluice.gateway.runtime;

import io.sluice.gateway.channel.Why;
import io.sluice.gateway.operations.HeldAction;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.JobView;
import io.sluice.store.Store;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decisions about very many held deliveries or dead letters, as jobs. One that a stop interrupts
 * begins again: what is decided already is no longer among them, and what was held only after the
 * decision is none of its business.
 */
final class HeldJobs {
  private final Store store;
  private final HeldSteps steps;
  private final InstantSource clock;
  private final KeptJobs jobs;

  HeldJobs(Store store, HeldSteps steps, InstantSource clock) {
    this.store = store;
    this.steps = steps;
    this.clock = clock;
    this.jobs = new KeptJobs(store, "held_job");
  }

  KeptJobs kept() {
    return jobs;
  }

  /** Goes on with what a stop interrupted. */
  void resume() {
    jobs.forEachInterrupted((id, channel, rest) -> run(id, Task.read(channel, rest)));
  }

  /** Completes once the job would survive a stop. */
  Future<JobView> begin(HeldAction action, HeldQuery query, String who) {
    Task task = new Task(action, query, who, clock.millis());
    return steps
        .check(action, query)
        .compose(any -> jobs.keep(task.channel(), task.rest()))
        .map(id -> run(id, task));
  }

  private JobView run(String id, Task task) {
    String kind = task.action().toString();
    JobView job = jobs.began(JobView.begun(id, kind, task.channel(), total(task), clock.instant()));
    steps
        .take(
            task.action(),
            task.query(),
            task.who(),
            task.untilMs(),
            done -> {
              jobs.progressed(at(job, "running", done, null));
              return !jobs.isCancelled(id);
            })
        .onSuccess(
            done -> jobs.ended(at(job, jobs.isCancelled(id) ? "cancelled" : "done", done, null)))
        .onFailure(
            problem ->
                jobs.ended(
                    at(job, "failed", jobs.find(id).orElse(job).done(), problem.getMessage())));
    return job;
  }

  private static JobView at(JobView job, String state, long done, @Nullable String problem) {
    return job.at(state, done, job.total() == 0 ? 0 : Math.max(done, job.total()), problem, null);
  }

  /** 0 where it would have to be counted first. */
  private long total(Task task) {
    return !task.action().ofDead() || task.query().sku() != null
        ? 0
        : store.countHeld().stream()
            .filter(count -> count.why().equals(Why.DEAD.code()))
            .filter(count -> task.channel().isEmpty() || task.channel().equals(count.channel()))
            .mapToLong(Store.HeldCount::count)
            .sum();
  }

  /**
   * What a job needs to begin again.
   *
   * @param untilMs when it was decided
   */
  private record Task(HeldAction action, HeldQuery query, String who, long untilMs) {
    private static final String SEPARATOR = "\u0000";

    String channel() {
      return Objects.requireNonNullElse(query.channel(), "");
    }

    String rest() {
      return String.join(
          SEPARATOR,
          action.name(),
          Long.toString(untilMs),
          Objects.requireNonNullElse(query.why(), ""),
          Objects.requireNonNullElse(query.sku(), ""),
          who);
    }

    static Task read(String channel, String rest) {
      String[] words = rest.split(SEPARATOR, 5);
      HeldQuery query = new HeldQuery(orNull(channel), orNull(words[2]), orNull(words[3]));
      return new Task(HeldAction.valueOf(words[0]), query, words[4], Long.parseLong(words[1]));
    }

    private static @Nullable String orNull(String text) {
      return text.isEmpty() ? null : text;
    }
  }
}
