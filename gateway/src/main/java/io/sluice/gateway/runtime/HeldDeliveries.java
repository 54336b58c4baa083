package io.sluice.gateway.runtime;

import io.sluice.gateway.operations.Held;
import io.sluice.gateway.operations.HeldAction;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.HeldView;
import io.sluice.gateway.operations.Page;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is held in the store and by the rules, as one list, and what people decide about it. */
final class HeldDeliveries implements Held {
  private final HeldLists rows;
  private final RuleHoldPages byRules;
  private final HeldSteps steps;
  private final NamedChannels named;
  private final InstantSource clock;

  HeldDeliveries(
      HeldLists rows,
      RunningChannels running,
      HeldSteps steps,
      NamedChannels named,
      InstantSource clock) {
    this.rows = rows;
    this.byRules =
        new RuleHoldPages(
            running::names,
            (channel, query, from, limit) ->
                named.ask(channel, (core, now) -> core.heldByRules(query, from, limit, now)));
    this.steps = steps;
    this.named = named;
    this.clock = clock;
  }

  @Override
  public Future<Page<HeldView>> held(HeldQuery query, @Nullable String cursor, int limit) {
    return named
        .known(query.channel())
        .compose(
            any ->
                RuleHoldPages.owns(cursor)
                    ? byRules.page(query, cursor, limit)
                    : rows.waiting(query, cursor, limit)
                        .compose(page -> filled(page, query, limit)));
  }

  /** Rows first, then what the rules hold. */
  private Future<Page<HeldView>> filled(Page<HeldView> rows, HeldQuery query, int limit) {
    if (rows.next() != null) {
      return Future.succeededFuture(rows);
    }
    return byRules
        .page(query, RuleHoldPages.begin(), limit - rows.items().size())
        .map(
            rest ->
                new Page<>(
                    Stream.concat(rows.items().stream(), rest.items().stream()).toList(),
                    rest.next()));
  }

  @Override
  public Future<Page<HeldView>> deadLetters(HeldQuery query, @Nullable String cursor, int limit) {
    return named.known(query.channel()).compose(any -> rows.dead(query, cursor, limit));
  }

  @Override
  public Future<Integer> decide(HeldAction action, HeldQuery query, String who) {
    return steps.take(action, query, who, clock.millis(), HeldDecisions.Watch.NONE);
  }
}
