package io.sluice.demo.board;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times of day, in UTC as in the logs. */
public final class Clock {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private Clock() {}

  public static String time(Instant at) {
    return TIME.format(at);
  }
}
