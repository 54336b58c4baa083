package io.sluice.gateway.runtime;

import io.sluice.gateway.channel.Channel;
import io.sluice.gateway.config.StoreSettings;
import io.sluice.source.EventSource;
import io.sluice.store.Store;
import io.sluice.store.StoreStatus;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after what nobody else owns: lets go of what is no longer needed, folds what pins a journal
 * over its budget, stops the sources while the store is in trouble. Every second, on a worker.
 */
final class Housekeeping {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final long EVERY_MS = 1_000;
  private static final int DROP_EVERY = 10;

  private final Vertx vertx;
  private final Store store;
  private final StoreSettings settings;
  private final IntakeVerticle intake;
  private final RunningChannels channels;
  private final List<EventSource> sources;
  private final InstantSource clock;
  private final Tuning tuning;
  private final DiskWatch disk;

  /** Lowest positions that running jobs still read. */
  private final ConcurrentHashMap<String, Long> readers = new ConcurrentHashMap<>();

  private volatile @Nullable String suspendedBecause;
  private volatile boolean stopped;
  private long rounds;
  private long commits;
  private Instant progressedAt;

  Housekeeping(
      Vertx vertx,
      Store store,
      StoreSettings settings,
      IntakeVerticle intake,
      RunningChannels channels,
      List<EventSource> sources,
      InstantSource clock,
      Tuning tuning) {
    this.vertx = vertx;
    this.store = store;
    this.settings = settings;
    this.intake = intake;
    this.channels = channels;
    this.sources = sources;
    this.clock = clock;
    this.tuning = tuning;
    this.disk = new DiskWatch(vertx, store::lookAtDisk, tuning.stallAtMost());
    this.progressedAt = clock.instant();
  }

  void start() {
    vertx.setTimer(EVERY_MS, this::round);
  }

  void stop() {
    stopped = true;
  }

  /** Why nothing is taken at the moment, or null. */
  @Nullable String suspendedBecause() {
    return suspendedBecause;
  }

  void reads(String job, long from) {
    readers.put(job, from);
  }

  void readsNoMore(String job) {
    readers.remove(job);
  }

  private void round(long timer) {
    if (stopped) {
      return;
    }
    disk.look();
    vertx
        .executeBlocking(
            () -> {
              look();
              return null;
            },
            false)
        .onComplete(
            done -> {
              if (done.failed()) {
                LOG.warn("Housekeeping failed and is tried again", done.cause());
              }
              if (!stopped) {
                vertx.setTimer(EVERY_MS, this::round);
              }
            });
  }

  private void look() {
    StoreStatus status = store.status();
    watch(status);
    if (rounds++ % DROP_EVERY == 0) {
      drop(status);
    }
  }

  /** Takes nothing while the store cannot keep it. Outcomes and drops go on. */
  private void watch(StoreStatus status) {
    String reason = reasonToStop(status);
    String before = suspendedBecause;
    suspendedBecause = reason;
    if (reason != null && before == null) {
      LOG.error("Taking no events: {}", reason);
      String because = reason;
      sources.forEach(source -> source.suspend(because));
    } else if (reason == null && before != null) {
      LOG.info("Taking events again");
      sources.forEach(EventSource::resume);
    }
  }

  private @Nullable String reasonToStop(StoreStatus status) {
    boolean stalled = stalled(status);
    RuntimeException failure = intake.failure();
    if (failure != null) {
      return "intake failed, restart the gateway: " + failure;
    }
    if (status.gone() != null) {
      return status.gone();
    }
    if (status.usableBytes() < settings.stopTakingBelow()) {
      return "the disk has "
          + status.usableBytes() / (1 << 20)
          + " MB left and store.disk.stop_taking_below is "
          + settings.stopTakingBelow() / (1 << 20)
          + " MB: make room";
    }
    if (disk.hangs()) {
      return "the disk of the store does not answer: nobody knows how much room it has";
    }
    if (stalled) {
      String problem = status.problem() == null ? "the disk does not answer" : status.problem();
      return "the store has not committed since " + progressedAt + ": " + problem;
    }
    return null;
  }

  /** Failing or hanging: something waits and nothing is committed. */
  private boolean stalled(StoreStatus status) {
    Instant now = clock.instant();
    if (status.waitingWrites() == 0 || status.commits() != commits) {
      commits = status.commits();
      progressedAt = now;
    }
    return progressedAt.plus(tuning.stallAtMost()).isBefore(now);
  }

  private void drop(StoreStatus status) {
    List<Needs> needs = new ArrayList<>();
    for (ChannelVerticle channel : channels.all()) {
      needs.add(new Needs(channel, channel.neededFrom()));
    }
    long lowest = intake.checkpoint().durable() + 1;
    for (long from : readers.values()) {
      lowest = Math.min(lowest, from);
    }
    for (Needs each : needs) {
      lowest = Math.min(lowest, each.from());
    }
    store.journal().dropBelow(lowest);
    store.dropOutcomesUpTo(
        channels.all().stream().mapToLong(ChannelVerticle::checkpointedSequence).min().orElse(0));
    if (status.journalBytes() > settings.keepAtMost()) {
      fold(needs);
    }
  }

  private record Needs(ChannelVerticle channel, long from) {}

  /** The journal is over its budget: whoever needs its oldest part folds. */
  private void fold(List<Needs> needs) {
    // One that has not begun yet has not said.
    needs.stream()
        .filter(each -> each.from() > 0)
        .min(Comparator.comparingLong(Needs::from))
        .filter(pins -> store.head() - pins.from() > tuning.farBehind())
        .ifPresent(
            pins -> {
              LOG.warn(
                  "The journal is over store.keep_events.at_most and channel {} keeps it: its"
                      + " backlog is folded to the newest value per SKU",
                  pins.channel().plan().channel());
              pins.channel().tell(Channel::fold);
            });
  }
}
