package io.sluice.gateway.operations;

import io.vertx.core.Future;
import java.util.List;

/** What takes long and is told how far it is. */
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
}
