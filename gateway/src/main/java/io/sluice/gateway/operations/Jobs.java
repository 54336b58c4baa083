package io.sluice.gateway.operations;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** What takes long and is told how far it is. As {@link Operations}. */
public interface Jobs {
  /** Those that run, and the last that ended, newest first. */
  Future<List<JobView>> jobs();

  Future<JobView> job(String id);

  /**
   * Has a job end before its time; what it did stays done. Fails with CONFLICT where it is over, or
   * cannot be stopped.
   */
  Future<JobView> cancel(String id, String who);

  /** A decision about what is held or dead, as a job. */
  Future<JobView> begin(HeldAction action, HeldQuery query, String who);

  /** Touches what changed since then, as a job. */
  Future<JobView> replay(String channel, Instant since, String who);

  /**
   * Reads what a channel shows, as a job. What is right there counts as accepted; what differs
   * stays owed. Fails with INVALID where it cannot be asked, with CONFLICT while it is read.
   *
   * @param content whether the content there counts as ours, without a look
   */
  Future<JobView> adopt(String channel, boolean content, String who);

  /**
   * Reads what a channel shows, as a job, and sends what it shows otherwise than it accepted it.
   * Fails as {@link #adopt}.
   *
   * @param dryRun only tells
   */
  Future<JobView> reconcile(String channel, boolean dryRun, String who);
}
