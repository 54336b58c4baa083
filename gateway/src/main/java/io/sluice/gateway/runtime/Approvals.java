package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.channel.Channel;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Keep;
import io.sluice.gateway.config.Mode;
import io.sluice.gateway.config.Was;
import io.sluice.gateway.operations.ChangesView;
import io.sluice.gateway.operations.WaitingView;
import io.sluice.store.Store;
import io.sluice.store.Write;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether a configuration needs a person's approval, and has channels wait for it that
 * began with other rules than they had before a stop.
 */
final class Approvals {
  private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);
  private static final Duration COUNTED_WITHIN = Duration.ofSeconds(60);

  private final Vertx vertx;
  private final Catalog catalog;
  private final Contents contents;
  private final RunningChannels channels;
  private final RemovedChannels removed;
  private final Store store;
  private final InstantSource clock;
  private volatile @Nullable Weigher weigher;

  /** The configuration that channels begin with. */
  private volatile Configuration applies;

  /** Channels that began with other rules than they had, until they are approved. */
  private final Set<String> held = ConcurrentHashMap.newKeySet();

  /** The limits by which those of them ran that had any. */
  private final Map<String, KeptLimits> kept = new ConcurrentHashMap<>();

  private volatile Runnable looksAtHeld = () -> {};

  /**
   * @param applies what channels begin with
   */
  Approvals(
      Configuration applies,
      Vertx vertx,
      Catalog catalog,
      Contents contents,
      RunningChannels channels,
      RemovedChannels removed,
      Store store,
      InstantSource clock) {
    this.applies = applies;
    this.vertx = vertx;
    this.catalog = catalog;
    this.contents = contents;
    this.channels = channels;
    this.removed = removed;
    this.store = store;
    this.clock = clock;
  }

  /** Ends a count that is under way: its configuration is looked at no more. */
  void cancel() {
    Weigher counts = weigher;
    if (counts != null) {
      counts.cancel();
    }
  }

  /** The channel that a configuration is about, by the name it has or had; null: none runs. */
  @Nullable ChannelVerticle runs(ChannelConfig config) {
    ChannelVerticle same = channels.find(config.id());
    Was was = config.was();
    return same == null && was != null ? channels.find(was.name()) : same;
  }

  /** Channels begin with this one from now on. */
  void applies(Configuration configuration) {
    applies = configuration;
  }

  /**
   * Has a channel wait that takes over from none, where its rules changed or a dry run ended, and a
   * limit is about it. Blocks.
   *
   * @param core not started yet
   */
  void hold(ChannelConfig config, Channel core) {
    Configuration begins = applies;
    KeptLimits ran = KeptLimits.find(store, config.id());
    Map<String, KeptLimits> limits = ran == null ? Map.of() : Map.of(config.id(), ran);
    if (sends(config) && new ChangeLimits(begins, begins, limits).concern(config)) {
      boolean wasDry = ran != null && ran.dryRun();
      core.awaitApproval(why(wasDry) + ", and what that changes is being counted", wasDry);
      if (core.awaitsApproval()) {
        kept.putAll(limits);
        held.add(config.id());
        tell(config.id(), (begun, now) -> looksAtHeld.run());
      }
    }
  }

  private static String why(boolean wasDry) {
    return wasDry ? "it was a dry run before a stop" : "its rules changed during a stop";
  }

  private static boolean sends(ChannelConfig config) {
    return config.mode() != Mode.DRY_RUN;
  }

  /** What channels run by from now on: their limits hold over a stop. */
  void keep(Configuration runs) {
    for (ChannelConfig config : runs.channels()) {
      if (config.keep() != Keep.LATEST_PER_SKU) {
        continue;
      }
      Write limits = KeptLimits.of(runs, config).write(config.id());
      tell(
          config.id(),
          (core, now) -> {
            if (!core.awaitsApproval()) {
              store.submit(List.of(limits), () -> {});
            }
          });
    }
  }

  /** Has somebody look whenever a channel has begun that waits; it may take its time to begin. */
  void whenHeld(Runnable look) {
    looksAtHeld = look;
  }

  /** Completes when channels have begun, or do not soon. */
  Future<?> begun(List<String> names) {
    return Future.join(
            names.stream()
                .map(channels::find)
                .filter(Objects::nonNull)
                .map(channel -> channel.on(Channel::awaitsApproval))
                .toList())
        .otherwiseEmpty();
  }

  /** Channels that wait because their rules changed during a stop. */
  Future<Set<String>> held() {
    Map<String, Future<Boolean>> asked = new TreeMap<>();
    for (ChannelVerticle channel : channels.all()) {
      String name = channel.configured().id();
      if (held.contains(name)) {
        asked.put(name, channel.on(Channel::awaitsApproval).otherwise(false));
      }
    }
    return Future.all(List.copyOf(asked.values()))
        .map(
            any ->
                asked.keySet().stream()
                    .filter(name -> asked.get(name).result())
                    .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Lets channels go on that waited. */
  void approve(Set<String> names) {
    held.removeAll(names);
    kept.keySet().removeAll(names);
    names.forEach(name -> tell(name, (core, now) -> core.approve(now)));
  }

  private void tell(String name, BiConsumer<Channel, Long> word) {
    ChannelVerticle channel = channels.find(name);
    if (channel != null) {
      channel.tell(word);
    }
  }

  /**
   * Counts what a configuration would change; answers null where it may be taken over, and fails
   * with {@link Weigher.CancelledException} after {@link #cancel}.
   *
   * @param held channels that wait already
   */
  Future<@Nullable WaitingView> look(Configuration runs, Configuration next, Set<String> held) {
    ChangeLimits limits = new ChangeLimits(runs, next, kept);
    Weigher.Reading reading = new Weigher.Reading(contents, clock);
    List<Weigher.Concerned> concerned =
        next.channels().stream()
            .filter(channel -> channel.keep() == Keep.LATEST_PER_SKU && sends(channel))
            .filter(limits::concern)
            .filter(channel -> isHeld(channel, held) || sendsOtherwise(channel))
            .map(
                channel ->
                    Weigher.Concerned.of(
                        Previews.plan(channel),
                        runs(channel),
                        !isHeld(channel, held),
                        catalog,
                        reading))
            .toList();
    if (concerned.isEmpty()) {
      return Future.succeededFuture();
    }
    Weigher counts = new Weigher(vertx, catalog, clock, COUNTED_WITHIN, concerned);
    weigher = counts;
    return counts
        .weigh()
        .onComplete(any -> weigher = null)
        .map(weighed -> waiting(next.version(), limits.over(weighed), weighed.channels()));
  }

  private boolean isHeld(ChannelConfig channel, Set<String> held) {
    ChannelVerticle runs = runs(channel);
    return runs != null && held.contains(runs.configured().id());
  }

  /**
   * Other rules, other facets, the end of a dry run, or a channel that is new. One that comes back
   * tells by its own shelf once it has begun, and waits if it has to.
   */
  private boolean sendsOtherwise(ChannelConfig channel) {
    ChannelVerticle runs = runs(channel);
    return runs == null
        ? !comesBack(channel)
        : !sends(runs.configured())
            || !runs.configured().fingerprint().equals(channel.fingerprint())
            || !runs.configured().send().equals(channel.send());
  }

  /** Whether it does not run and something is known of it. */
  boolean comesBack(ChannelConfig channel) {
    Was was = channel.was();
    return runs(channel) == null
        && (removed.find(channel.id()) != null
            || (was != null && removed.find(was.name()) != null));
  }

  private @Nullable WaitingView waiting(
      String version, List<String> reasons, List<ChangesView> changes) {
    if (reasons.isEmpty()) {
      return null;
    }
    return new WaitingView(version, clock.instant(), reasons, changes);
  }

  private static void warn(WaitingView waiting) {
    LOG.warn(
        "Configuration {} is not taken over before it is approved: {}",
        waiting.version(),
        String.join("; ", waiting.reasons()));
    waiting.channels().forEach(each -> LOG.warn("{}", text(each)));
    LOG.warn("'sluice approve {}' takes it over, with --discard it is dropped", waiting.version());
  }

  private static String text(ChangesView changes) {
    String examples =
        changes.examples().stream()
            .map(
                each ->
                    "%s %s %s -> %s"
                        .formatted(each.sku(), each.what(), each.before(), each.after()))
            .collect(Collectors.joining(", "));
    return "%s: stock %d, price %d, product %d; leaving %d of %d, to 0 %d of %d, new %d, held %d -> %d; %s"
        .formatted(
            changes.channel(),
            changes.stock(),
            changes.price(),
            changes.product(),
            changes.leaving(),
            changes.listed().before(),
            changes.outOfStock(),
            changes.inStock().before(),
            changes.newlyListed(),
            changes.held().before(),
            changes.held().after(),
            examples);
  }

  /** Tells what waits, and has channels that wait say what for. */
  void tell(Set<String> held, WaitingView waiting) {
    warn(waiting);
    String reasons = String.join("; ", waiting.reasons());
    for (String name : held) {
      KeptLimits ran = kept.get(name);
      String why = why(ran != null && ran.dryRun());
      String text = why + ": " + reasons + "; 'sluice approve' shows it and takes it over";
      tell(name, (core, now) -> core.waitFor(text));
    }
  }
}
