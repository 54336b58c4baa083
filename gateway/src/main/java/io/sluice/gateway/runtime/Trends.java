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

  /** Of five minutes: each is as large as hundreds of steps. */
  private Map<String, List<Histogram>> took = Map.of();

  private volatile TrendsView view = new TrendsView(EVERY_SECONDS, List.of());

  private record Step(long backlog, long acceptedUntil, double accepted) {}

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
    Map<String, List<Step>> nextSteps = new HashMap<>();
    Map<String, List<Histogram>> nextTook = new HashMap<>();
    List<TrendView> trends = new ArrayList<>();
    for (ChannelView channel : channels) {
      String name = channel.channel();
      List<Step> known = steps.getOrDefault(name, List.of());
      List<Step> all = with(known, step(channel, known), STEPS);
      List<Histogram> durationsOf =
          with(took.getOrDefault(name, List.of()), durations.apply(name), FIVE_MINUTES);
      nextSteps.put(name, all);
      nextTook.put(name, durationsOf);
      trends.add(trend(name, all, durationsOf));
    }
    steps = nextSteps;
    took = nextTook;
    view = new TrendsView(EVERY_SECONDS, trends);
  }

  private static <T> List<T> with(List<T> known, T next, int atMost) {
    List<T> all = new ArrayList<>(known);
    all.add(next);
    return newest(all, atMost);
  }

  private static Step step(ChannelView channel, List<Step> known) {
    if (known.isEmpty()) {
      return new Step(channel.backlog(), channel.accepted(), 0);
    }
    // A channel that took over other settings counts from 0.
    long until = known.get(known.size() - 1).acceptedUntil;
    long before = until > channel.accepted() ? 0 : until;
    double accepted = (channel.accepted() - before) / (double) EVERY_SECONDS;
    return new Step(channel.backlog(), channel.accepted(), accepted);
  }

  private static TrendView trend(String channel, List<Step> steps, List<Histogram> durations) {
    List<Step> recent = newest(steps, FIVE_MINUTES);
    Histogram took = durations.get(0).copy();
    durations.subList(1, durations.size()).forEach(took::add);
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

  private static <T> List<T> newest(List<T> all, int count) {
    return List.copyOf(all.subList(Math.max(0, all.size() - count), all.size()));
  }
}
