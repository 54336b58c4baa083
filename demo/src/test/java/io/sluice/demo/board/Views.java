package io.sluice.demo.board;

import io.sluice.gateway.operations.ChannelView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Channels to show. */
final class Views {
  static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private Views() {}

  static ChannelView channel(String name, String state, long backlog, @Nullable String problem) {
    return new ChannelView(
        name,
        "http",
        "latest_per_sku",
        state,
        state.equals("offline") ? "too many calls failed" : null,
        NOW.minusSeconds(90),
        null,
        state.equals("offline") ? "half_open" : "closed",
        backlog,
        backlog == 0 ? null : NOW.minusSeconds(42),
        0,
        Map.of(),
        Map.of(),
        1_000,
        0,
        1_000,
        problem,
        null,
        null,
        null,
        null,
        null,
        List.of());
  }

  static Scene scene(ChannelView... channels) {
    return scene(NOW, channels);
  }

  static Scene scene(Instant now, ChannelView... channels) {
    Map<String, Speed> speeds = Map.of("marketplace", new Speed(12.34, 401.2));
    return new Scene(now, List.of(channels), speeds, "12:30, rush hour", 123_456, 7);
  }
}
