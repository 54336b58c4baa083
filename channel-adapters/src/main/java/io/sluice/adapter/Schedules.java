package io.sluice.adapter;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Which prices with dates a channel takes ahead and acts on by itself: the gateway sends it nothing
 * when such a price begins or ends.
 *
 * <p>A connection to such a channel must
 *
 * <ul>
 *   <li>hand over a {@link Value.ListPrice} with all of its windows in one update: accepted is both
 *       or neither;
 *   <li>have them replace whatever windows the channel was given before; an update without windows
 *       takes all of them away;
 *   <li>call it accepted only where the channel will show each window's price from its begin until
 *       its end, and {@code amount} at all other times, without another update. Of a window that
 *       has begun the begin is of no account any more.
 * </ul>
 *
 * @param windows most in one price, 0 or more; 0: none, a price is sent when it begins to hold
 * @param reductionsOnly whether each must have an end and be lower than the price outside of it;
 *     what is not is sent when it begins to hold
 * @param days in which time zone the days are that windows begin and end with, where the channel
 *     knows days only: what begins or ends within one is sent when it does; else null
 */
public record Schedules(int windows, boolean reductionsOnly, @Nullable ZoneId days) {
  /** Each price is sent when it begins to hold. */
  public static final Schedules NONE = new Schedules(0, false);

  public Schedules {
    if (windows < 0) {
      throw new IllegalArgumentException("windows must be 0 or more, got " + windows);
    }
  }

  /** Of a channel that knows the time of day. */
  public Schedules(int windows, boolean reductionsOnly) {
    this(windows, reductionsOnly, null);
  }

  /** Whether it takes any. */
  public boolean any() {
    return windows > 0;
  }

  /** Whether a window may begin or end then. */
  public boolean changesAt(Instant time) {
    return days == null
        || LocalDate.ofInstant(time, days).atStartOfDay(days).toInstant().equals(time);
  }
}
