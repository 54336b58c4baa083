package io.sluice.trials.faults.net;

import java.time.Duration;

/**
 * What a link does to what passes it.
 *
 * @param swallows everything, while connections stay open: half-open
 * @param delay of each piece
 * @param bytesPerSecond in each direction; 0 for no limit
 * @param resetAfter so many bytes from the server a connection is reset in the middle; 0 for never
 */
record Weather(boolean swallows, Duration delay, long bytesPerSecond, long resetAfter) {
  static final Weather FINE = new Weather(false, Duration.ZERO, 0, 0);
}
