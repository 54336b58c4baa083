package io.sluice.gateway.runtime;

import io.sluice.gateway.operations.JobView;
import io.sluice.store.Store;
import io.sluice.store.Write;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Jobs of one kind. What is needed to begin one again lies in the store until it ends; how far it
 * is, and the last that ended, in memory. Thread-safe.
 */
final class KeptJobs {
  private static final int SHOWN = 100;
  private static final String RUNNING = "running";

  private final Store store;
  private final String kind;
  private final Map<String, JobView> jobs = new ConcurrentHashMap<>();
  private final Set<String> cancelled = ConcurrentHashMap.newKeySet();

  /**
   * @param kind of their settings in the store
   */
  KeptJobs(Store store, String kind) {
    this.store = store;
    this.kind = kind;
  }

  /** What a stop interrupted. */
  interface Interrupted {
    /**
     * @param rest as given to {@link #keep}
     */
    void job(String id, String channel, String rest);
  }

  Optional<JobView> find(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  /** In no order. */
  Collection<JobView> all() {
    return jobs.values();
  }

  /** Has one end as soon as it looks; false where it does not run. */
  boolean cancel(String id) {
    JobView job = jobs.get(id);
    boolean runs = job != null && job.state().equals(RUNNING);
    if (runs) {
      cancelled.add(id);
    }
    return runs;
  }

  boolean isCancelled(String id) {
    return cancelled.contains(id);
  }

  /** Whether one runs on a channel. */
  boolean runOn(String channel) {
    return jobs.values().stream()
        .anyMatch(job -> job.channel().equals(channel) && job.state().equals(RUNNING));
  }

  /** Reads the store. */
  void forEachInterrupted(Interrupted each) {
    store
        .settings(kind)
        .forEach(
            (id, stored) -> {
              String[] words = new String(stored, StandardCharsets.UTF_8).split(" ", 2);
              each.job(id, words[0], words[1]);
            });
  }

  /**
   * Completes with the id of a new job once that would survive a stop.
   *
   * @param rest what it needs to know beside its channel
   */
  Future<String> keep(String channel, String rest) {
    String id = UUID.randomUUID().toString();
    byte[] value = (channel + " " + rest).getBytes(StandardCharsets.UTF_8);
    return Stored.in(store, new Write.PutSetting(kind, id, value)).map(id);
  }

  /** One begins: where there are many, those that ended are shown no longer. */
  JobView began(JobView job) {
    if (jobs.size() >= SHOWN) {
      jobs.values().removeIf(each -> !each.state().equals(RUNNING));
    }
    jobs.put(job.id(), job);
    return job;
  }

  void progressed(JobView job) {
    jobs.put(job.id(), job);
  }

  void ended(JobView job) {
    cancelled.remove(job.id());
    jobs.put(job.id(), job);
    forget(job.id());
  }

  /** It is not to begin again. */
  void forget(String id) {
    store.submit(List.of(new Write.DeleteSetting(kind, id)), () -> {});
  }
}
