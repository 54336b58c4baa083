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

  /** Answers how many counted. */
  Future<Integer> eachDead(HeldQuery query, DeadStep step) {
    return eachDead(query, null, step, 0);
  }

  private Future<Integer> eachDead(
      HeldQuery query, @Nullable HeldRow after, DeadStep step, int before) {
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
                        return eachDead(query, last, step, before + taken);
                      });
            });
  }

  /** Of what is held now, and not later on: nobody has seen that. Answers how many. */
  Future<Integer> eachHeld(HeldQuery query, HeldBatch step) {
    long heldUntilMs = clock.millis();
    List<Future<Integer>> all =
        channels.all().stream()
            .filter(channel -> matches(query, channel))
            .map(channel -> eachHeld(channel, 0, heldUntilMs, step, 0))
            .toList();
    return Future.all(all).map(any -> all.stream().mapToInt(Future::result).sum());
  }

  private static boolean matches(HeldQuery query, ChannelVerticle channel) {
    return query.channel() == null || query.channel().equals(channel.configured().id());
  }

  private Future<Integer> eachHeld(
      ChannelVerticle channel, int from, long heldUntilMs, HeldBatch step, int before) {
    return channel
        .on(core -> step.take(core, from, AT_ONCE, heldUntilMs, clock.millis()))
        .compose(
            taken ->
                taken.next() < 0
                    ? Future.succeededFuture(before + taken.decided())
                    : eachHeld(channel, taken.next(), heldUntilMs, step, before + taken.decided()));
  }
}
