package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.config.SourceConfig.Format;
import io.sluice.gateway.intake.VersionFrom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sources that are expected to speak, each by itself. */
class SilentSourcesTest {
  private Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private final Map<String, SilentSources.Heard> heard =
      new HashMap<>(
          Map.of(
              "pim", new SilentSources.Heard(true, 0),
              "erp", new SilentSources.Heard(true, 0),
              "wms", new SilentSources.Heard(true, 0)));
  private final SilentSources sources =
      new SilentSources(
          List.of(
              source("pim", Optional.of(Duration.ofMinutes(10))),
              source("erp", Optional.of(Duration.ofHours(1))),
              source("wms", Optional.empty())),
          heard::get,
          () -> now);

  private static SourceConfig source(String name, Optional<Duration> every) {
    return new SourceConfig.Http(name, Format.CLOUDEVENTS, VersionFrom.SEQUENCE, every);
  }

  private void pass(Duration time) {
    now = now.plus(time);
    sources.look();
  }

  @Test
  void eachIsMeasuredByWhatIsExpectedOfIt() {
    pass(Duration.ofMinutes(9));
    assertThat(sources.alarm("pim")).isEmpty();

    pass(Duration.ofMinutes(1));

    assertThat(sources.alarm("pim"))
        .contains(
            "silent: no event since 2026-11-20T12:00:00Z, and one is expected every 10m."
                + " Does its sender run?");
    assertThat(sources.isSilent("pim")).isTrue();
    assertThat(sources.isSilent("erp")).isFalse();
    pass(Duration.ofDays(1));
    assertThat(sources.isSilent("erp")).isTrue();
    assertThat(sources.isSilent("wms")).isFalse();
    assertThat(sources.watched()).containsExactlyInAnyOrder("pim", "erp");
  }

  @Test
  void theNextMessageClearsIt() {
    pass(Duration.ofMinutes(10));
    heard.put("pim", new SilentSources.Heard(true, 1));
    pass(Duration.ofSeconds(1));

    assertThat(sources.alarm("pim")).isEmpty();
    assertThat(sources.isSilent("pim")).isFalse();
    pass(Duration.ofMinutes(10));
    assertThat(sources.alarm("pim"))
        .hasValueSatisfying(text -> assertThat(text).contains("since 2026-11-20T12:10:01Z"));
  }
}
