package io.sluice.trials.faults.soak;

import java.util.ArrayList;
import java.util.List;

/** How something grew over time. Not thread-safe. */
final class Samples {
  private final List<double[]> points = new ArrayList<>();

  void add(double hours, double value) {
    points.add(new double[] {hours, value});
  }

  /** Growth an hour as the straight line that fits best says; 0 for less than three points. */
  double slope() {
    int count = points.size();
    if (count < 3) {
      return 0;
    }
    double x = points.stream().mapToDouble(point -> point[0]).average().orElse(0);
    double y = points.stream().mapToDouble(point -> point[1]).average().orElse(0);
    double both = 0;
    double square = 0;
    for (double[] point : points) {
      both += (point[0] - x) * (point[1] - y);
      square += (point[0] - x) * (point[0] - x);
    }
    return both / square;
  }

  /** Growth from the mean of the first third to that of the last, in percent. */
  double grownPercent() {
    int third = points.size() / 3;
    if (third == 0) {
      return 0;
    }
    double first = mean(points.subList(0, third));
    double last = mean(points.subList(points.size() - third, points.size()));
    return 100 * (last - first) / first;
  }

  private static double mean(List<double[]> some) {
    return some.stream().mapToDouble(point -> point[1]).average().orElse(0);
  }
}
