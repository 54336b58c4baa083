package io.sluice.gateway.runtime;

import io.sluice.gateway.channel.ChannelStatus;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.operations.BacklogEntry;
import io.sluice.gateway.operations.ChannelView;
import io.sluice.gateway.operations.Channels;
import io.sluice.gateway.operations.TrendsView;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The channels for people: each as it is, looked at on its own context, and as it was when it was
 * last looked at. Thread-safe.
 */
final class ChannelViews implements Channels {
  private final RunningChannels running;
  private final RemovedChannels removed;
  private final NamedChannels named;
  private final Trends trends;
  private final InstantSource clock;
  private final IncidentLog incidents = new IncidentLog();
  private final StateLog states = new StateLog();
  private final Map<String, ChannelView> seen = new ConcurrentHashMap<>();

  ChannelViews(
      RunningChannels running,
      RemovedChannels removed,
      NamedChannels named,
      Trends trends,
      InstantSource clock) {
    this.running = running;
    this.removed = removed;
    this.named = named;
    this.trends = trends;
    this.clock = clock;
  }

  /** Of those that run, in the order of the file. */
  List<String> names() {
    return running.names();
  }

  /** A channel as it was when it was last looked at, at most a second or two ago. */
  Optional<ChannelView> seen(String channel) {
    return running.find(channel) == null
        ? Optional.empty()
        : Optional.ofNullable(seen.get(channel));
  }

  @Override
  public Future<List<ChannelView>> channels() {
    // One that comes back is another one.
    seen.keySet().retainAll(running.names());
    List<Future<ChannelView>> views = running.all().stream().map(this::viewOrSeen).toList();
    // One that cannot begin yet, and never was seen, hides none of the others.
    return Future.join(views)
        .otherwiseEmpty()
        .map(
            any ->
                Stream.concat(
                        views.stream().filter(Future::succeeded).map(Future::result), removed())
                    .toList());
  }

  /** One that is going runs still, for a moment. */
  private Stream<ChannelView> removed() {
    return removed.views().stream().filter(view -> running.find(view.channel()) == null);
  }

  @Override
  public Future<ChannelView> channel(String channel) {
    ChannelView gone = running.find(channel) == null ? removed.find(channel) : null;
    return gone == null ? running.get(channel).compose(this::view) : Future.succeededFuture(gone);
  }

  private Future<ChannelView> view(ChannelVerticle verticle) {
    ChannelConfig of = verticle.configured();
    return verticle.on(
        core ->
            looked(
                ChannelStatus.view(
                    core,
                    of.adapter().kind(),
                    of.backlog().alertOver(),
                    of.backlog().alertOlderThan().toMillis(),
                    clock.millis())));
  }

  /** On the channel's context, so that one look follows the other. */
  private ChannelView looked(ChannelView now) {
    ChannelView before = seen.get(now.channel());
    boolean same = before != null && before.state().equals(now.state());
    ChannelView view = same ? now.since(before.since()) : now;
    seen.put(view.channel(), view);
    incidents.compare(before, view);
    states.compare(before, view);
    return view;
  }

  /** One that takes over a new configuration is shown as it was. */
  private Future<ChannelView> viewOrSeen(ChannelVerticle verticle) {
    ChannelView before = seen.get(verticle.configured().id());
    return view(verticle)
        .recover(
            problem ->
                before == null ? Future.failedFuture(problem) : Future.succeededFuture(before));
  }

  /** To be called every {@link Trends#EVERY_SECONDS}, by one thread. */
  void followTrends() {
    trends.step(names().stream().flatMap(name -> seen(name).stream()).toList());
  }

  @Override
  public Future<TrendsView> trends() {
    return Future.succeededFuture(trends.view());
  }

  @Override
  public Future<List<BacklogEntry>> backlog(String channel, int limit) {
    return named.ask(channel, (core, now) -> core.backlogHead(limit, now));
  }
}
