package io.sluice.demo;

import io.sluice.demo.stage.StandIn;
import java.time.Duration;
import java.util.Optional;

/** When which channel is down: half a minute out of two, one kind after the other. */
final class Outages {
  private static final long EVERY_SECONDS = 120;
  private static final long FROM_SECOND = 30;
  private static final long TO_SECOND = 60;

  private Outages() {}

  static Optional<StandIn> downAt(Duration sinceStart) {
    long second = sinceStart.toSeconds() % EVERY_SECONDS;
    if (second < FROM_SECOND || second >= TO_SECOND) {
      return Optional.empty();
    }
    boolean even = sinceStart.toSeconds() / EVERY_SECONDS % 2 == 0;
    return Optional.of(even ? StandIn.MARKETPLACE : StandIn.REPORTING);
  }
}
