package io.sluice.demo.board;

import io.sluice.gateway.operations.ChannelView;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything that is shown, at one moment.
 *
 * @param speeds by channel
 * @param shop its clock, in words
 * @param published events so far
 * @param waiting messages in the broker
 */
public record Scene(
    Instant now,
    List<ChannelView> channels,
    Map<String, Speed> speeds,
    String shop,
    long published,
    long waiting) {
  public Scene {
    channels = List.copyOf(channels);
    speeds = Map.copyOf(speeds);
  }

  Speed speed(String channel) {
    return speeds.getOrDefault(channel, Speed.NONE);
  }
}
