package io.sluice.adapter;

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
 *       its end, and {@code amount} at all other times, without another update. One that knows only
 *       days does not have this capability.
 * </ul>
 *
 * @param windows most in one price, 0 or more; 0: none, a price is sent when it begins to hold
 * @param reductionsOnly whether each must have an end and be lower than the price outside of it;
 *     what is not is sent when it begins to hold
 */
public record Schedules(int windows, boolean reductionsOnly) {
  /** Each price is sent when it begins to hold. */
  public static final Schedules NONE = new Schedules(0, false);

  public Schedules {
    if (windows < 0) {
      throw new IllegalArgumentException("windows must be 0 or more, got " + windows);
    }
  }

  /** Whether it takes any. */
  public boolean any() {
    return windows > 0;
  }
}
