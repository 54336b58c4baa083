package io.sluice.gateway.runtime;

import io.sluice.gateway.alerts.Seen;
import io.sluice.gateway.config.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What alerts are about: everything as it was last seen, without asking anybody. Thread-safe. */
final class AlertEye implements Supplier<Optional<Seen>> {
  private static final Duration ALL_SEEN_WITHIN = Duration.ofSeconds(30);

  private final RunningChannels running;
  private final ChannelViews channels;
  private final SourceViews sources;
  private final Housekeeping housekeeping;
  private final Reloads reloads;
  private final InstantSource clock;
  private final Instant startedAt;

  AlertEye(
      RunningChannels running,
      ChannelViews channels,
      SourceViews sources,
      Housekeeping housekeeping,
      Reloads reloads,
      InstantSource clock) {
    this.running = running;
    this.channels = channels;
    this.sources = sources;
    this.housekeeping = housekeeping;
    this.reloads = reloads;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  /** Empty until each channel was looked at; one that cannot begin hides none for long. */
  @Override
  public Optional<Seen> get() {
    Collection<ChannelVerticle> all = running.all();
    List<Seen.Channel> seen = all.stream().flatMap(this::seen).toList();
    boolean wait = clock.instant().isBefore(startedAt.plus(ALL_SEEN_WITHIN));
    if (seen.size() < all.size() && wait) {
      return Optional.empty();
    }
    return Optional.of(
        new Seen(
            seen,
            sources.silent(),
            sources.disconnected(),
            housekeeping.suspendedBecause(),
            reloads.view()));
  }

  private Stream<Seen.Channel> seen(ChannelVerticle verticle) {
    Backlog limits = verticle.configured().backlog();
    return channels.seen(verticle.configured().id()).stream()
        .map(
            view -> new Seen.Channel(view, limits.alertOver(), limits.alertOlderThan().toMillis()));
  }
}
