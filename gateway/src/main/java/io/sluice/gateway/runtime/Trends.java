package io.sluice.gateway.runtime;

import io.sluice.gateway.operations.ChannelView;
import io.sluice.gateway.operations.TrendsView;
import io.sluice.gateway.operations.TrendsView.TrendView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The last fifteen minutes of each channel, in steps. Whoever calls {@link #step} does so on one
 * thread; what came of it may be read on any.
 */
final class Trends {
  static final int EVERY_SECONDS = 10;

  private static final int STEPS = 90;
  private static final int MINUTE = 60 / EVERY_SECONDS;
  private static final int FIVE_MINUTES = 5 * MINUTE;

  /** Fewer say nothing about where it goes. */
  private static final int ENOUGH = 3;

  private static final double MEDIAN = 50;
  private static final double NEARLY_ALL = 99;

  private final Function<String, Histogram> durations;
  private Map<String, List<Step>> steps = Map.of();
  private volatile TrendsView view = new TrendsView(EVERY_SECONDS, List.of());

  private record Step(long backlog, long acceptedUntil, double accepted, Histogram durations) {}

  /**
   * @param durations how long a channel's tries took since it was asked for them last, in ms
   */
  Trends(Function<String, Histogram> durations) {
    this.durations = durations;
  }

  TrendsView view() {
    return view;
  }

  void step(List<ChannelView> channels) {
    Map<String, List<Step>> next = new HashMap<>();
    List<TrendView> trends = new ArrayList<>();
    for (ChannelView channel : channels) {
      List<Step> known = new ArrayList<>(steps.getOrDefault(channel.channel(), List.of()));
      known.add(step(channel, known.isEmpty() ? null : known.get(known.size() - 1)));
      next.put(channel.channel(), newest(known, STEPS));
      trends.add(trend(channel.channel(), newest(known, STEPS)));
    }
    steps = next;
    view = new TrendsView(EVERY_SECONDS, trends);
  }

  private Step step(ChannelView channel, @Nullable Step last) {
    // A channel that took over other settings counts from 0.
    long before = last == null || last.acceptedUntil > channel.accepted() ? 0 : last.acceptedUntil;
    double accepted = last == null ? 0 : (channel.accepted() - before) / (double) EVERY_SECONDS;
    return new Step(
        channel.backlog(), channel.accepted(), accepted, durations.apply(channel.channel()));
  }

  private static TrendView trend(String channel, List<Step> steps) {
    List<Step> recent = newest(steps, FIVE_MINUTES);
    Histogram took = recent.get(0).durations.copy();
    recent.subList(1, recent.size()).forEach(step -> took.add(step.durations));
    long more = recent.get(recent.size() - 1).backlog - recent.get(0).backlog;
    return new TrendView(
        channel,
        steps.stream().map(Step::backlog).toList(),
        steps.stream().map(Step::accepted).toList(),
        newest(steps, MINUTE).stream().mapToDouble(Step::accepted).average().orElse(0),
        percentile(took, MEDIAN),
        percentile(took, NEARLY_ALL),
        drainedIn(recent, more),
        more > 0);
  }

  private static @Nullable Double percentile(Histogram took, double percent) {
    return took.getTotalCount() == 0 ? null : (double) took.getValueAtPercentile(percent);
  }

  private static @Nullable Long drainedIn(List<Step> recent, long more) {
    long waiting = recent.get(recent.size() - 1).backlog;
    if (waiting == 0 || more >= 0 || recent.size() < ENOUGH) {
      return null;
    }
    long seconds = (long) (recent.size() - 1) * EVERY_SECONDS;
    return Math.max(1, waiting * seconds / -more);
  }

  private static List<Step> newest(List<Step> steps, int count) {
    return List.copyOf(steps.subList(Math.max(0, steps.size() - count), steps.size()));
  }
}
