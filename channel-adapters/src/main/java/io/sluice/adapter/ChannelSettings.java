package io.sluice.adapter;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One configured channel as its adapter sees it.
 *
 * @param channel its name in {@code channels.yaml}
 * @param values the adapter's own keys, in the types of {@link Setting.Type}; absent stays absent
 * @param send facets that it is told of
 * @param batchAtMost updates per call the merchant wants; 1: single calls
 * @param stream whether each update is exactly one event
 */
public record ChannelSettings(
    String channel, Map<String, Object> values, Set<Facet> send, int batchAtMost, boolean stream) {
  public ChannelSettings {
    send = Set.copyOf(send);
    values = Map.copyOf(values);
  }

  /** Names the values and shows none of them: a text may come from the environment. */
  @Override
  public String toString() {
    return "ChannelSettings[channel=%s, values=%s, send=%s, batchAtMost=%d, stream=%s]"
        .formatted(channel, masked(values), send, batchAtMost, stream);
  }

  private static String masked(Map<?, ?> values) {
    return values.entrySet().stream()
        .map(
            each ->
                each.getKey()
                    + "="
                    + (each.getValue() instanceof Map<?, ?> group ? masked(group) : "***"))
        .sorted()
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
