package io.sluice.gateway.alerts;

import io.sluice.gateway.operations.ChannelView;
import io.sluice.gateway.operations.ConfigurationView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gateway at one moment.
 *
 * @param silent sources that say nothing, with that in words
 * @param disconnected sources without their broker, with what it answers
 * @param suspendedBecause why no events are taken, null: they are
 */
public record Seen(
    List<Channel> channels,
    Map<String, String> silent,
    Map<String, String> disconnected,
    @Nullable String suspendedBecause,
    ConfigurationView configuration) {
  public Seen {
    channels = List.copyOf(channels);
    silent = Map.copyOf(silent);
    disconnected = Map.copyOf(disconnected);
  }

  /**
   * @param alertOver backlog above which the merchant wants to know
   * @param alertOlderThanMs the same for the age of its oldest
   */
  public record Channel(ChannelView view, long alertOver, long alertOlderThanMs) {}
}
