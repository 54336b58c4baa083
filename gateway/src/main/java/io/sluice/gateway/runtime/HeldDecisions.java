package io.sluice.gateway.runtime;

import io.sluice.gateway.channel.Channel;
import io.sluice.gateway.channel.Why;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.HeldStep;
import io.sluice.store.HeldRow;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What people decide about what is held, some at a time, each channel on its own context. */
final class HeldDecisions {
  private static final int AT_ONCE = 256;

  private final HeldLists rows;
  private final RunningChannels channels;
  private final InstantSource clock;

  HeldDecisions(HeldLists rows, RunningChannels channels, InstantSource clock) {
    this.rows = rows;
    this.channels = channels;
    this.clock = clock;
  }

  /** What is done with one dead letter; answers whether it counts. */
  interface DeadStep {
    boolean take(Channel core, HeldRow row, long nowMs);
  }

  /** What is done with what the rules and the guard hold, from a key on. */
  interface HeldBatch {
    HeldStep take(Channel core, int from, int limit, long heldUntilMs, long nowMs);
  }

  /** Hears how far it is; says whether it goes on. */
  interface Watch {
    /** Nobody looks. */
    Watch NONE = done -> true;

    boolean goesOn(int done);
  }

  /** Answers how many counted. */
  Future<Integer> eachDead(HeldQuery query, DeadStep step, Watch watch) {
    return eachDead(query, null, step, watch, 0);
  }

  private Future<Integer> eachDead(
      HeldQuery query, @Nullable HeldRow after, DeadStep step, Watch watch, int before) {
    if (!watch.goesOn(before)) {
      return Future.succeededFuture(before);
    }
    return rows.rows(query, Why.DEAD, after)
        .compose(
            found -> {
              if (found.isEmpty()) {
                return Future.succeededFuture(before);
              }
              List<Future<Boolean>> steps = new ArrayList<>();
              for (HeldRow row : found) {
                ChannelVerticle channel = channels.find(row.channel());
                if (channel != null) {
                  steps.add(channel.on(core -> step.take(core, row, clock.millis())));
                }
              }
              HeldRow last = found.get(found.size() - 1);
              return Future.all(steps)
                  .compose(
                      any -> {
                        int taken = (int) steps.stream().filter(Future::result).count();
                        return eachDead(query, last, step, watch, before + taken);
                      });
            });
  }

  /** Of what is held now, and not later on: nobody has seen that. Answers how many. */
  Future<Integer> eachHeld(HeldQuery query, HeldBatch step, long heldUntilMs, Watch watch) {
    AtomicInteger done = new AtomicInteger();
    List<Future<Void>> all =
        channels.all().stream()
            .filter(channel -> matches(query, channel))
            .map(channel -> eachHeld(channel, 0, heldUntilMs, step, watch, done))
            .toList();
    return Future.all(all).map(any -> done.get());
  }

  private static boolean matches(HeldQuery query, ChannelVerticle channel) {
    return query.channel() == null || query.channel().equals(channel.configured().id());
  }

  private Future<Void> eachHeld(
      ChannelVerticle channel,
      int from,
      long heldUntilMs,
      HeldBatch step,
      Watch watch,
      AtomicInteger done) {
    if (!watch.goesOn(done.get())) {
      return Future.succeededFuture();
    }
    return channel
        .on(core -> step.take(core, from, AT_ONCE, heldUntilMs, clock.millis()))
        .compose(
            taken -> {
              done.addAndGet(taken.decided());
              return taken.next() < 0
                  ? Future.succeededFuture()
                  : eachHeld(channel, taken.next(), heldUntilMs, step, watch, done);
            });
  }
}
