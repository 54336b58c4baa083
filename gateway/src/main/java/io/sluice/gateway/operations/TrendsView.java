package io.sluice.gateway.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the channels did lately.
 *
 * @param everySeconds between two values of a list
 */
public record TrendsView(int everySeconds, List<TrendView> items) {
  public TrendsView {
    items = List.copyOf(items);
  }

  /**
   * One channel. Lists have the oldest value first, of fifteen minutes at most.
   *
   * @param backlog deliveries not yet accepted
   * @param accepted updates accepted per second
   * @param acceptedPerSecond over the last minute
   * @param p50Ms of how long tries took in the last five minutes; null: there was none
   * @param p99Ms the same, all but one in a hundred
   * @param drainedInSeconds when all that can go out will have gone, should it go on as in the last
   *     five minutes; null where nothing can, where it does not get less, or nobody can tell yet
   * @param tendency of that in the last five minutes: less, level or more; unknown where that is
   *     too short a time, or the channel is not to send now
   */
  public record TrendView(
      String channel,
      List<Long> backlog,
      List<Double> accepted,
      double acceptedPerSecond,
      @Nullable Double p50Ms,
      @Nullable Double p99Ms,
      @Nullable Long drainedInSeconds,
      String tendency) {
    public TrendView {
      backlog = List.copyOf(backlog);
      accepted = List.copyOf(accepted);
    }
  }
}
