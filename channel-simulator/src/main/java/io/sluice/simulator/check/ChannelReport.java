package io.sluice.simulator.check;

import io.sluice.simulator.KeyState;
import io.sluice.simulator.Summary;
import java.util.List;

/** What a stand-in channel says of itself. */
public record ChannelReport(Summary summary, List<KeyState> keys) {
  public ChannelReport {
    keys = List.copyOf(keys);
  }
}
