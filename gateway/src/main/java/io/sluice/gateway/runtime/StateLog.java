package io.sluice.gateway.runtime;

import io.sluice.gateway.operations.ChannelView;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once that a channel waits for a person or for its receiver, and once that it works. */
final class StateLog {
  private static final Logger LOG = LoggerFactory.getLogger(StateLog.class);
  private static final String NEEDS_ATTENTION = "needs attention";
  private static final String OFFLINE = "offline";
  private static final Set<String> TROUBLED = Set.of(NEEDS_ATTENTION, OFFLINE);
  private static final Set<String> WORKS = Set.of("online", "catching up");

  /**
   * @param before as the channel was when it was last looked at, null: never
   */
  void compare(@Nullable ChannelView before, ChannelView now) {
    String was = before == null ? "" : before.state();
    if (was.equals(now.state())) {
      return;
    }
    if (now.state().equals(NEEDS_ATTENTION)) {
      LOG.warn(
          "Channel {} needs attention: {}. What it is owed waits, and one of it is tried every 15"
              + " minutes; when that is mended, at once with: sluice resume {}",
          now.channel(),
          now.stateReason(),
          now.channel());
    } else if (now.state().equals(OFFLINE)) {
      LOG.warn(
          "Channel {} is offline, and what it is owed waits: {} It is tried by itself; at once with:"
              + " sluice probe {}",
          now.channel(),
          now.lastProblem(),
          now.channel());
    } else if (TROUBLED.contains(was) && WORKS.contains(now.state())) {
      LOG.info("Channel {} works again", now.channel());
    }
  }
}
