package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.channel.Account;
import io.sluice.gateway.channel.ChannelPlan;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.Was;
import io.sluice.gateway.operations.OperationException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channels that run, as the file says. One that changes ends its calls in flight; then another
 * takes its place and begins from the store, as at a start. The others do not notice, and what is
 * committed meanwhile it finds in the catalog and in the journal.
 */
final class RunningChannels {
  private static final Logger LOG = LoggerFactory.getLogger(RunningChannels.class);

  private final Vertx vertx;
  private final Context owner;
  private final Function<ChannelConfig, ChannelPlan> plans;
  private final Function<ChannelConfig, Future<Void>> preparation;
  private final Opener opener;
  private volatile Map<String, ChannelVerticle> running = Map.of();
  private List<Group> groups = new ArrayList<>();
  private boolean started;
  private volatile boolean stopping;

  /** Makes a channel that is not deployed yet. */
  interface Opener {
    /**
     * @param before the one that it takes over from, stopped; null: the store has all there is
     * @param insists whether it tries until it begins; else that fails
     */
    ChannelVerticle open(
        ChannelConfig config,
        ChannelPlan plan,
        Account account,
        @Nullable ChannelVerticle before,
        boolean insists);
  }

  /** Those that share an account; a channel without one shares with none. */
  private record Group(List<ChannelVerticle> channels, Future<String> deployed) {
    boolean runs(List<ChannelConfig> configs) {
      if (configs.size() != channels.size()) {
        return false;
      }
      return configs.stream()
          .allMatch(config -> channels.stream().anyMatch(each -> config.sameAs(each.configured())));
    }

    /** By the name they have, or had. */
    boolean hasAnyOf(List<ChannelConfig> configs) {
      return configs.stream()
          .anyMatch(
              config ->
                  channels.stream().anyMatch(each -> isNamed(each.configured().id(), config)));
    }

    private static boolean isNamed(String name, ChannelConfig config) {
      return name.equals(config.id()) || (config.was() != null && name.equals(config.was().name()));
    }
  }

  /**
   * @param preparation what is to be done in the store before a channel is opened, while none of
   *     its name and of its name before runs
   */
  RunningChannels(
      Vertx vertx,
      Function<ChannelConfig, ChannelPlan> plans,
      Function<ChannelConfig, Future<Void>> preparation,
      Opener opener) {
    this.vertx = vertx;
    this.owner = vertx.getOrCreateContext();
    this.plans = plans;
    this.preparation = preparation;
    this.opener = opener;
  }

  /** Opens no channel any more. */
  void stop() {
    stopping = true;
  }

  /** In the order of the file. */
  Collection<ChannelVerticle> all() {
    return running.values();
  }

  /** In the order of the file. */
  List<String> names() {
    return List.copyOf(running.keySet());
  }

  @Nullable ChannelVerticle find(String name) {
    return running.get(name);
  }

  /** Fails with NOT_FOUND where none of this name runs. */
  Future<ChannelVerticle> get(String name) {
    ChannelVerticle channel = find(name);
    return channel == null
        ? Future.failedFuture(
            new OperationException(
                OperationException.Kind.NOT_FOUND,
                "no channel '" + name + "'; there are: " + names()))
        : Future.succeededFuture(channel);
  }

  /**
   * Called by one thread, in order.
   *
   * @param heard to be run, on any thread, once every channel has taken note
   */
  void announce(List<JournaledEvent> batch, Runnable heard) {
    Collection<ChannelVerticle> channels = all();
    if (channels.isEmpty()) {
      heard.run();
    }
    AtomicInteger deaf = new AtomicInteger(channels.size());
    Runnable each =
        () -> {
          if (deaf.decrementAndGet() == 0) {
            heard.run();
          }
        };
    channels.forEach(channel -> channel.announce(batch, each));
  }

  /**
   * Has just these channels run. To be called again only once that is complete. The first time it
   * fails where a channel cannot begin; later it does not wait for channels to begin, and those try
   * until they can.
   */
  Future<Void> apply(List<ChannelConfig> next) {
    return Contexts.call(owner, () -> applyHere(next)).compose(done -> done);
  }

  private Future<Void> applyHere(List<ChannelConfig> next) {
    Map<String, List<ChannelConfig>> wanted = new LinkedHashMap<>();
    for (ChannelConfig config : next) {
      String account = config.account().map(name -> "account " + name).orElse(config.id());
      wanted.computeIfAbsent(account, any -> new ArrayList<>()).add(config);
    }
    List<Group> kept =
        groups.stream().filter(group -> wanted.values().stream().anyMatch(group::runs)).toList();
    wanted.values().removeIf(configs -> kept.stream().anyMatch(group -> group.runs(configs)));
    Map<String, ChannelVerticle> ran = running;
    Map<Group, Future<Void>> closed = new HashMap<>();
    for (Group group : groups) {
      if (!kept.contains(group)) {
        closed.put(group, close(group));
      }
    }
    List<Future<?>> steps = new ArrayList<>(closed.values());
    groups = new ArrayList<>(kept);
    for (List<ChannelConfig> configs : wanted.values()) {
      List<Future<Void>> before =
          closed.keySet().stream()
              .filter(group -> group.hasAnyOf(configs))
              .map(closed::get)
              .toList();
      Future<Void> prepared =
          Future.join(before)
              .transform(any -> Future.all(configs.stream().map(preparation).toList()).mapEmpty());
      Future<Future<String>> opened = here(prepared).map(any -> open(configs, next, ran));
      steps.add(started ? opened : opened.compose(deployed -> deployed));
    }
    return here(Future.join(steps))
        .onComplete(any -> running = ordered(next, Map.of()))
        .onSuccess(any -> started = true)
        .mapEmpty();
  }

  /** What is on its way ends first, each within its own limit. */
  private Future<Void> close(Group group) {
    List<Future<Void>> drains = group.channels().stream().map(ChannelVerticle::drain).toList();
    return Future.join(drains)
        .compose(any -> group.deployed())
        .compose(vertx::undeploy)
        .recover(
            problem -> {
              LOG.warn("A channel did not close as it should", problem);
              return Future.join(group.channels().stream().map(ChannelVerticle::quit).toList())
                  .otherwiseEmpty()
                  .mapEmpty();
            });
  }

  /** Completes on the context that owns all this. */
  private <T> Future<T> here(Future<T> future) {
    Promise<T> here = Promise.promise();
    future.onComplete(result -> owner.runOnContext(any -> here.handle(result)));
    return here.future();
  }

  private Future<String> open(
      List<ChannelConfig> configs, List<ChannelConfig> all, Map<String, ChannelVerticle> ran) {
    if (stopping) {
      return Future.failedFuture("the gateway stops");
    }
    Map<String, ChannelVerticle> fresh = new HashMap<>();
    List<ChannelVerticle> channels = new ArrayList<>();
    Account account = Account.alone(plans.apply(configs.get(0)));
    for (ChannelConfig config : configs) {
      ChannelVerticle channel =
          opener.open(config, plans.apply(config), account, before(config, ran), started);
      channels.add(channel);
      fresh.put(config.id(), channel);
    }
    // Before it is deployed: what is announced from now on waits for it.
    running = ordered(all, fresh);
    Future<String> deployed = vertx.deployVerticle(new AccountVerticle(channels));
    groups.add(new Group(channels, deployed));
    return deployed;
  }

  /** Of a channel that was renamed the one with its name before. */
  private static @Nullable ChannelVerticle before(
      ChannelConfig config, Map<String, ChannelVerticle> ran) {
    ChannelVerticle same = ran.get(config.id());
    Was was = config.was();
    return same == null && was != null ? ran.get(was.name()) : same;
  }

  private Map<String, ChannelVerticle> ordered(
      List<ChannelConfig> configs, Map<String, ChannelVerticle> fresh) {
    Map<String, ChannelVerticle> ordered = new LinkedHashMap<>();
    for (ChannelConfig config : configs) {
      ChannelVerticle channel = fresh.getOrDefault(config.id(), running.get(config.id()));
      if (channel != null) {
        ordered.put(config.id(), channel);
      }
    }
    return Collections.unmodifiableMap(ordered);
  }
}
