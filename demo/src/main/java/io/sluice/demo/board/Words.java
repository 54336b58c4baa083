package io.sluice.demo.board;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers for people, in few columns. */
final class Words {
  private Words() {}

  static String count(long count) {
    if (count < 100_000) {
      return Long.toString(count);
    }
    return count < 10_000_000 ? count / 1_000 + "k" : count / 1_000_000 + "M";
  }

  static String age(@Nullable Instant since, Instant now) {
    if (since == null) {
      return "";
    }
    long seconds = Math.max(0, Duration.between(since, now).toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
  }

  static String rate(Speed speed) {
    double rate = speed.perSecond();
    return String.format(Locale.ROOT, rate < 9.95 ? "%.1f" : "%.0f", rate);
  }

  static String p99(Speed speed) {
    double millis = speed.p99Ms();
    if (millis < 0) {
      return "";
    } else if (Double.isInfinite(millis)) {
      return ">60 s";
    }
    return String.format(
        Locale.ROOT,
        millis < 999.5 ? "%.0f ms" : "%.1f s",
        millis < 999.5 ? millis : millis / 1_000);
  }
}
