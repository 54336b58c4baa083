package io.sluice.gateway.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param kind replay, adopt, reconcile, redrive, discard, approve held, discard held
 * @param channel its name, empty where it is about several
 * @param state running, done, failed, cancelled
 * @param total 0 where nobody knows beforehand
 * @param problem why it failed, or what it waits for; null: nothing
 * @param reading adopt and reconcile: what was found so far, else null
 */
public record JobView(
    String id,
    String kind,
    String channel,
    String state,
    long done,
    long total,
    Instant startedAt,
    @Nullable String problem,
    @Nullable ReadingView reading) {
  /** One that has just begun. */
  public static JobView begun(
      String id, String kind, String channel, long total, Instant startedAt) {
    return new JobView(id, kind, channel, "running", 0, total, startedAt, null, null);
  }

  /** The same job, further. */
  public JobView at(
      String state,
      long done,
      long total,
      @Nullable String problem,
      @Nullable ReadingView reading) {
    return new JobView(id, kind, channel, state, done, total, startedAt, problem, reading);
  }
}
