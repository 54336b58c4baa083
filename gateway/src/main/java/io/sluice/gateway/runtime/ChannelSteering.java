package io.sluice.gateway.runtime;

import io.sluice.gateway.channel.Channel;
import io.sluice.gateway.channel.Pause;
import io.sluice.gateway.channel.Rate;
import io.sluice.gateway.operations.ChannelView;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.sluice.gateway.operations.Steering;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has channels do what people want, each on its own context. Thread-safe. */
final class ChannelSteering implements Steering {
  private static final Logger AUDIT = LoggerFactory.getLogger("sluice.audit");

  /** A request in some three hours; slower is a pause. */
  private static final double SLOWEST_RATE = 0.0001;

  private static final double FASTEST_RATE = 1_000_000;

  private final RunningChannels running;
  private final RemovedChannels removed;
  private final NamedChannels named;
  private final ChannelViews views;
  private final Reloads reloads;

  ChannelSteering(
      RunningChannels running,
      RemovedChannels removed,
      NamedChannels named,
      ChannelViews views,
      Reloads reloads) {
    this.running = running;
    this.removed = removed;
    this.named = named;
    this.views = views;
    this.reloads = reloads;
  }

  /** Steers a channel and answers with its new state once that is durable. */
  private Future<ChannelView> steer(
      String channel, String who, String what, BiConsumer<Channel, Long> action) {
    return named
        .ask(
            channel,
            (core, now) -> {
              action.accept(core, now);
              return core;
            })
        .compose(any -> named.recorded(channel))
        .compose(any -> views.channel(channel))
        .onSuccess(any -> audit(who, channel, what));
  }

  private static void audit(String who, String channel, String what) {
    AUDIT.atInfo().addKeyValue("who", who).addKeyValue("channel", channel).log(what);
  }

  /** Those that cannot be steered hinder none of the others. */
  private Future<List<ChannelView>> steerAll(
      String who, String what, BiConsumer<Channel, Long> action) {
    List<Future<ChannelView>> steered =
        running.names().stream().map(name -> steer(name, who, what, action)).toList();
    return Future.join(steered).map(any -> steered.stream().map(Future::result).toList());
  }

  private static Pause pauseOf(String who, String reason, @Nullable Instant until) {
    return new Pause(who, reason, until == null ? Long.MAX_VALUE : until.toEpochMilli());
  }

  @Override
  public Future<List<ChannelView>> pauseAll(String who, String reason, @Nullable Instant until) {
    Pause pause = pauseOf(who, reason, until);
    return steerAll(who, "pause all", (core, now) -> core.pauseOfAll(pause, now));
  }

  @Override
  public Future<List<ChannelView>> resumeAll(String who) {
    return steerAll(who, "resume all", (core, now) -> core.resumeOfAll(now));
  }

  @Override
  public Future<ChannelView> rate(String channel, @Nullable Double perSecond, String who) {
    return running
        .get(channel)
        .compose(verticle -> rateOf(verticle, perSecond, who))
        .compose(
            rate -> steer(channel, who, "rate", (core, now) -> core.rate(rate.orElse(null), now)));
  }

  private static Future<Optional<Rate>> rateOf(
      ChannelVerticle verticle, @Nullable Double perSecond, String who) {
    if (perSecond == null) {
      return Future.succeededFuture(Optional.empty());
    }
    double most = verticle.plan().requestsPerSecond();
    String problem =
        !(perSecond >= SLOWEST_RATE && perSecond <= FASTEST_RATE)
            ? "a rate is %s to %,.0f requests a second; to send nothing, pause the channel"
                .formatted(SLOWEST_RATE, FASTEST_RATE)
            : most > 0 && perSecond > most
                ? "limits.requests_per_second of channel %s is %s: a rate may only be below it"
                    .formatted(verticle.configured().id(), most)
                : null;
    return problem == null
        ? Future.succeededFuture(Optional.of(new Rate(who, perSecond)))
        : Future.failedFuture(new OperationException(Kind.INVALID, problem));
  }

  @Override
  public Future<ChannelView> pause(
      String channel, String who, String reason, @Nullable Instant until) {
    Pause pause = pauseOf(who, reason, until);
    return steer(channel, who, "pause", (core, now) -> core.pause(pause, now));
  }

  @Override
  public Future<ChannelView> resume(String channel, String who) {
    return steer(channel, who, "resume", (core, now) -> core.resume(now));
  }

  @Override
  public Future<ChannelView> probe(String channel, String who) {
    return steer(channel, who, "probe", (core, now) -> core.probe(now));
  }

  @Override
  public Future<ChannelView> cancelResync(String channel, String who) {
    return named
        .ask(channel, (core, now) -> core.cancelResync(who, now))
        .compose(
            cancelled ->
                cancelled
                    ? steer(channel, who, "resync cancelled", (core, now) -> {})
                    : Future.failedFuture(
                        new OperationException(
                            Kind.CONFLICT, "no changed rules are being taken over")));
  }

  @Override
  public Future<ChannelView> forget(String channel, String who) {
    return reloads
        .alone(() -> removed.look(running.names()).compose(any -> forgetRemoved(channel)))
        .onSuccess(any -> audit(who, channel, "forget"));
  }

  private Future<ChannelView> forgetRemoved(String channel) {
    ChannelView gone = removed.find(channel);
    if (running.find(channel) != null) {
      return Future.failedFuture(
          new OperationException(
              Kind.CONFLICT,
              "channel '%s' runs: take it out of channels.yaml first".formatted(channel)));
    }
    return gone == null
        ? Future.failedFuture(
            new OperationException(
                Kind.NOT_FOUND, "nothing is known of a channel '" + channel + "'"))
        : removed.forget(channel).map(gone);
  }
}
