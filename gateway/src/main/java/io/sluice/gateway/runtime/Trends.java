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

  private static final int UNKNOWN = -1;
  private static final String LESS = "less";
  private static final double MEDIAN = 50;
  private static final double NEARLY_ALL = 99;

  private final Function<String, Histogram> durations;
  private Map<String, List<Step>> steps = Map.of();

  /** Of five minutes: each is as large as hundreds of steps. */
  private Map<String, List<Histogram>> took = Map.of();

  private volatile TrendsView view = new TrendsView(EVERY_SECONDS, List.of());

  /**
   * @param moving of the backlog, what goes out by itself; -1 where the channel was not to send
   * @param accepted per second; -1 at the first look, which has nothing to compare with
   */
  private record Step(long backlog, long moving, long acceptedUntil, double accepted) {}

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
    long moving = channel.sends() ? channel.moving() : UNKNOWN;
    if (known.isEmpty()) {
      return new Step(channel.backlog(), moving, channel.accepted(), UNKNOWN);
    }
    // A channel that took over other settings counts from 0.
    long until = known.get(known.size() - 1).acceptedUntil;
    long before = until > channel.accepted() ? 0 : until;
    double accepted = (channel.accepted() - before) / (double) EVERY_SECONDS;
    return new Step(channel.backlog(), moving, channel.accepted(), accepted);
  }

  private static TrendView trend(String channel, List<Step> steps, List<Histogram> durations) {
    Histogram took = durations.get(0).copy();
    durations.subList(1, durations.size()).forEach(took::add);
    List<Step> sending = sending(newest(steps, FIVE_MINUTES));
    String tendency = tendency(sending);
    return new TrendView(
        channel,
        steps.stream().map(Step::backlog).toList(),
        steps.stream().map(step -> Math.max(0, step.accepted)).toList(),
        newest(steps, MINUTE).stream()
            .mapToDouble(Step::accepted)
            .filter(each -> each >= 0)
            .average()
            .orElse(0),
        percentile(took, MEDIAN),
        percentile(took, NEARLY_ALL),
        tendency.equals(LESS) ? drainedIn(sending) : null,
        tendency);
  }

  /** The newest steps between which the channel was always to send. */
  private static List<Step> sending(List<Step> recent) {
    int from = recent.size();
    while (from > 0 && recent.get(from - 1).moving >= 0) {
      from--;
    }
    return recent.subList(from, recent.size());
  }

  private static String tendency(List<Step> sending) {
    if (sending.size() < ENOUGH) {
      return "unknown";
    }
    long more = more(sending);
    if (more == 0) {
      return "level";
    }
    return more < 0 ? LESS : "more";
  }

  private static long more(List<Step> steps) {
    return steps.get(steps.size() - 1).moving - steps.get(0).moving;
  }

  private static @Nullable Double percentile(Histogram took, double percent) {
    return took.getTotalCount() == 0 ? null : (double) took.getValueAtPercentile(percent);
  }

  private static @Nullable Long drainedIn(List<Step> sending) {
    long waiting = sending.get(sending.size() - 1).moving;
    long seconds = (long) (sending.size() - 1) * EVERY_SECONDS;
    return waiting == 0 ? null : Math.max(1, waiting * seconds / -more(sending));
  }

  private static <T> List<T> newest(List<T> all, int count) {
    return List.copyOf(all.subList(Math.max(0, all.size() - count), all.size()));
  }
}
