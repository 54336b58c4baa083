package io.sluice.gateway.runtime;

import io.sluice.gateway.operations.ChannelView;
import io.sluice.gateway.operations.HeldView;
import io.sluice.gateway.operations.IncidentView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once that a guard began to hold changes, and once that it holds none any more. */
final class IncidentLog {
  private static final Logger LOG = LoggerFactory.getLogger(IncidentLog.class);

  /**
   * @param before as the channel was when it was last looked at, null: never
   */
  void compare(@Nullable ChannelView before, ChannelView now) {
    IncidentView was = before == null ? null : before.incident();
    IncidentView is = now.incident();
    if (was == null && is != null) {
      HeldView example = is.examples().get(0);
      LOG.warn(
          "The guard of channel {} holds changes, such as {}: {}. Decide with sluice held approve"
              + " --channel {}, or sluice held discard --channel {}",
          now.channel(),
          example.sku(),
          example.reason(),
          now.channel(),
          now.channel());
    } else if (was != null && is == null && now.backlog() == 0) {
      LOG.info("The guard of channel {} holds nothing any more", now.channel());
    }
  }
}
