package io.sluice.gateway.runtime;

import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.intake.SilenceAlarm;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of sources that say nothing for longer than their {@code expect_event_every}. One context
 * looks, everyone may ask.
 */
final class SilentSources {
  private static final Logger LOG = LoggerFactory.getLogger(SilentSources.class);

  private final Map<String, Watched> watched = new HashMap<>();
  private final Function<String, Heard> ear;
  private final InstantSource clock;

  /** When each of those that are silent was heard last, or the gateway began. */
  private final Map<String, Instant> silentSince = new ConcurrentHashMap<>();

  private record Watched(String expected, SilenceAlarm alarm) {}

  /**
   * What is heard of a source.
   *
   * @param connected and taking messages
   * @param messages since the start, also refused ones
   */
  record Heard(boolean connected, long messages) {}

  /**
   * @param ear knows each source by its name
   */
  SilentSources(List<SourceConfig> sources, Function<String, Heard> ear, InstantSource clock) {
    this.ear = ear;
    this.clock = clock;
    for (SourceConfig source : sources) {
      Optional<Duration> every = source.expectEventEvery();
      if (every.isPresent()) {
        SilenceAlarm alarm = new SilenceAlarm(every.get().toMillis(), clock.millis());
        watched.put(source.name(), new Watched(SourceConfig.text(every.get()), alarm));
      }
    }
  }

  /** To be called about every second. */
  void look() {
    Instant now = clock.instant();
    watched.forEach((source, each) -> look(source, each, now));
  }

  private void look(String source, Watched each, Instant now) {
    Heard heard = ear.apply(source);
    switch (each.alarm().look(heard.messages(), heard.connected(), now.toEpochMilli())) {
      case FELL_SILENT -> {
        Instant since = now.minusMillis(each.alarm().silentMs()).truncatedTo(ChronoUnit.SECONDS);
        silentSince.put(source, since);
        LOG.warn("Source {} is {}", source, text(since, each));
      }
      case SPEAKS_AGAIN -> {
        silentSince.remove(source);
        LOG.info("Source {} speaks again", source);
      }
      case NONE -> {}
    }
  }

  /** In words, empty where there is none. */
  Optional<String> alarm(String source) {
    Instant since = silentSince.get(source);
    return since == null ? Optional.empty() : Optional.of(text(since, watched.get(source)));
  }

  private static String text(Instant since, Watched watched) {
    return "silent: no event since %s, and one is expected every %s. Does its sender run?"
        .formatted(since, watched.expected());
  }

  /** Names of those that are expected to speak. */
  Set<String> watched() {
    return Set.copyOf(watched.keySet());
  }

  boolean isSilent(String source) {
    return silentSince.containsKey(source);
  }
}
