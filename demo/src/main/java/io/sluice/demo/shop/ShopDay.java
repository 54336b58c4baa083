package io.sluice.demo.shop;

import java.time.Duration;

/**
 * How busy a shop is. Its day takes six minutes and begins at eight in the morning.
 *
 * <pre>
 * hour          0-6  7-11  12-13  14-18  19-21  22-23
 * events a second  3   15    120     20    150     10
 * </pre>
 */
public final class ShopDay {
  private static final long HOUR_MS = 15_000;
  private static final int FIRST_HOUR = 8;

  private ShopDay() {}

  /** Events in a second. */
  public static int rate(Duration sinceStart) {
    int hour = hour(sinceStart);
    if (hour < 7) {
      return 3;
    } else if (hour < 12) {
      return 15;
    } else if (hour < 14) {
      return 120;
    } else if (hour < 19) {
      return 20;
    }
    return hour < 22 ? 150 : 10;
  }

  /** The clock of the shop: {@code 12:45, rush hour}. */
  public static String clock(Duration sinceStart) {
    long minutes = sinceStart.toMillis() % HOUR_MS * 60 / HOUR_MS;
    String busy = rate(sinceStart) >= 100 ? ", rush hour" : "";
    return "%02d:%02d%s".formatted(hour(sinceStart), minutes, busy);
  }

  private static int hour(Duration sinceStart) {
    return (int) ((sinceStart.toMillis() / HOUR_MS + FIRST_HOUR) % 24);
  }
}
