package io.sluice.demo.board;

import io.sluice.gateway.operations.ChannelView;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rate and p99 over the last ten seconds, from counters that only rise. Not thread-safe. */
public final class Speeds {
  private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();

  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(long nanos, Map<String, Long> accepted, Map<String, Histogram> durations) {}

  /**
   * @param metrics in Prometheus' text format
   */
  public Map<String, Speed> measure(long nanos, List<ChannelView> channels, String metrics) {
    Map<String, Long> accepted = new HashMap<>();
    channels.forEach(view -> accepted.put(view.channel(), view.accepted()));
    Sample newest = new Sample(nanos, accepted, Histogram.read(metrics));
    samples.addLast(newest);
    while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
      samples.removeFirst();
    }
    Map<String, Speed> speeds = new HashMap<>();
    accepted.keySet().forEach(name -> speeds.put(name, speed(name, samples.getFirst(), newest)));
    return speeds;
  }

  private static Speed speed(String channel, Sample first, Sample last) {
    double seconds = (last.nanos() - first.nanos()) / 1e9;
    long accepted =
        last.accepted().getOrDefault(channel, 0L) - first.accepted().getOrDefault(channel, 0L);
    double p99 =
        last.durations()
            .getOrDefault(channel, Histogram.EMPTY)
            .since(first.durations().getOrDefault(channel, Histogram.EMPTY))
            .quantile(0.99);
    return new Speed(seconds == 0 ? 0 : accepted / seconds, p99 * 1_000);
  }
}
