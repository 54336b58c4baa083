package io.sluice.demo.board;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations of one channel's deliveries.
 *
 * @param upTo how many took at most so many seconds; rises with the seconds
 */
record Histogram(Map<Double, Double> upTo) {
  static final Histogram EMPTY = new Histogram(Map.of());

  private static final Pattern BUCKET =
      Pattern.compile("(?m)^sluice_delivery_duration_seconds_bucket\\{([^}]*)\\} ([0-9.eE+]+)$");
  private static final Pattern CHANNEL = Pattern.compile("channel=\"([^\"]*)\"");
  private static final Pattern LIMIT = Pattern.compile("le=\"([^\"]*)\"");

  Histogram {
    upTo = new TreeMap<>(upTo);
  }

  /** Of each channel, from Prometheus' text format. */
  static Map<String, Histogram> read(String metrics) {
    Map<String, Map<Double, Double>> counts = new HashMap<>();
    Matcher bucket = BUCKET.matcher(metrics);
    while (bucket.find()) {
      Matcher channel = CHANNEL.matcher(bucket.group(1));
      Matcher limit = LIMIT.matcher(bucket.group(1));
      if (channel.find() && limit.find()) {
        counts
            .computeIfAbsent(channel.group(1), first -> new TreeMap<>())
            .put(seconds(limit.group(1)), Double.valueOf(bucket.group(2)));
      }
    }
    Map<String, Histogram> histograms = new HashMap<>();
    counts.forEach((channel, upTo) -> histograms.put(channel, new Histogram(upTo)));
    return histograms;
  }

  private static double seconds(String limit) {
    return limit.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(limit);
  }

  /** What came since an earlier look. */
  Histogram since(Histogram earlier) {
    Map<Double, Double> added = new TreeMap<>();
    upTo.forEach((limit, count) -> added.put(limit, count - earlier.upTo.getOrDefault(limit, 0.0)));
    return new Histogram(added);
  }

  /** The limit below which so much of it lies; negative when nothing was measured. */
  double quantile(double part) {
    double all = upTo.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    if (all == 0) {
      return -1;
    }
    return upTo.entrySet().stream()
        .filter(bucket -> bucket.getValue() >= part * all)
        .mapToDouble(Map.Entry::getKey)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
