package io.sluice.adapter.amazon;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of feeds. Handles come a thousand at a time and those of many feeds mixed, so a
 * feed is remembered while others are asked for. Owned by one connection and its context.
 */
final class FeedStates {
  private static final int FEEDS_AT_MOST = 1_000;

  /** Of all reports together: some 20 MB. A report of a feed may refuse 25,000 messages. */
  private static final int REFUSALS_AT_MOST = 50_000;

  private final Map<String, FeedState> states = new LinkedHashMap<>();
  private int refusals;

  @Nullable FeedState find(String feed) {
    return states.get(feed);
  }

  /** What nobody has asked for the longest is forgotten where there is too much. */
  void put(String feed, FeedState state) {
    FeedState former = states.remove(feed);
    refusals += refusals(state) - (former == null ? 0 : refusals(former));
    states.put(feed, state);
    Iterator<FeedState> oldest = states.values().iterator();
    while (states.size() > FEEDS_AT_MOST || refusals > REFUSALS_AT_MOST) {
      FeedState next = oldest.next();
      if (states.size() > FEEDS_AT_MOST || refusals(next) > 0) {
        refusals -= refusals(next);
        oldest.remove();
      }
    }
  }

  private static int refusals(FeedState state) {
    return state instanceof FeedState.Reported reported ? reported.report().refused().size() : 0;
  }
}
