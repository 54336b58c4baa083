package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.operations.ChannelView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartReportTest {
  private static final Instant SINCE = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void emptyStoreSaysThatNothingWaits() {
    assertThat(StartReport.lines(holdings(channel("shop", "online", null, 0))))
        .containsExactly(
            "holds: 3 SKUs, events up to position 9; 1.5 KB on disk, 20.0 GB free",
            "backlog: nothing waits");
  }

  @Test
  void whatWaitsIsNamedWithItsOldestAndWhy() {
    assertThat(
            StartReport.lines(
                holdings(
                    channel("shop", "paused", "by anna", 12), channel("b2b", "online", null, 0))))
        .contains("backlog of shop: 12, the oldest from 2026-03-01T12:00:00Z (paused: by anna)")
        .noneMatch(line -> line.contains("b2b"));
  }

  @Test
  void programsGetTheSame() {
    assertThat(StartReport.json("1.0", List.of("a"), holdings(), "http://x/api/v1", 1200))
        .containsEntry("state", "ready")
        .containsEntry("api", "http://x/api/v1")
        .containsEntry("startMs", 1200L)
        .containsEntry("skus", 3)
        .containsEntry("freeBytes", 20L << 30);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 bytes", "1023, 1023 bytes", "1024, 1.0 KB", "1610612736, 1.5 GB"})
  void sizesAreForPeople(long bytes, String text) {
    assertThat(StartReport.size(bytes)).isEqualTo(text);
  }

  private static Holdings holdings(ChannelView... channels) {
    return new Holdings(1536, 20L << 30, 3, 9, List.of(channels));
  }

  private static ChannelView channel(
      String name, String state, @Nullable String reason, long backlog) {
    return new ChannelView(
        name,
        "http",
        "latest_per_sku",
        state,
        reason,
        SINCE,
        null,
        "closed",
        backlog,
        backlog == 0 ? null : SINCE,
        0,
        Map.of(),
        Map.of(),
        0,
        0,
        0,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of());
  }
}
