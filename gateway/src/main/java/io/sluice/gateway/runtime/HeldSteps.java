package io.sluice.gateway.runtime;

import io.sluice.gateway.channel.Why;
import io.sluice.gateway.operations.HeldAction;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.vertx.core.Future;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what a person decides about held deliveries and dead letters. */
final class HeldSteps {
  private static final Logger AUDIT = LoggerFactory.getLogger("sluice.audit");

  private final HeldDecisions decisions;
  private final NamedChannels channels;

  HeldSteps(HeldDecisions decisions, NamedChannels channels) {
    this.decisions = decisions;
    this.channels = channels;
  }

  /** Fails where the step cannot be taken at all. */
  Future<Void> check(HeldAction action, HeldQuery query) {
    boolean named =
        action != HeldAction.DISCARD_HELD
            || Why.ofRules().stream().anyMatch(why -> why.code().equals(query.why()));
    if (named) {
      return channels.known(query.channel());
    }
    String allowed = Why.ofRules().stream().map(Why::code).collect(Collectors.joining(", "));
    return Future.failedFuture(
        new OperationException(
            Kind.INVALID,
            "'%s' cannot be discarded here, only what rules and guards hold: %s"
                .formatted(query.why(), allowed)));
  }

  /**
   * Answers how many, once the decisions are durable.
   *
   * @param untilMs what was held after that nobody has seen
   */
  Future<Integer> take(
      HeldAction action, HeldQuery query, String who, long untilMs, HeldDecisions.Watch watch) {
    return check(action, query)
        .compose(any -> decide(action, query, untilMs, watch))
        .compose(count -> channels.recorded().map(count))
        .onSuccess(
            count ->
                AUDIT
                    .atInfo()
                    .addKeyValue("who", who)
                    .addKeyValue("channel", query.channel())
                    .addKeyValue("sku", query.sku())
                    .addKeyValue("count", count)
                    .log(action.toString()))
        .onFailure(
            problem ->
                AUDIT
                    .atWarn()
                    .addKeyValue("who", who)
                    .addKeyValue("channel", query.channel())
                    .addKeyValue("sku", query.sku())
                    .addKeyValue("problem", problem.getMessage())
                    .log(action + " failed; some of it may be decided"));
  }

  private Future<Integer> decide(
      HeldAction action, HeldQuery query, long untilMs, HeldDecisions.Watch watch) {
    return switch (action) {
      case REDRIVE ->
          decisions.eachDead(
              query, (core, row, now) -> core.touch(row.key(), row.part(), true, now), watch);
      case DISCARD ->
          decisions.eachDead(
              query,
              (core, row, now) -> {
                core.discard(row.key(), row.part(), row.position(), now);
                return true;
              },
              watch);
      case APPROVE_HELD ->
          decisions.eachHeld(
              query,
              (core, from, limit, until, now) -> core.approve(query, from, limit, until, now),
              untilMs,
              watch);
      case DISCARD_HELD ->
          decisions.eachHeld(
              query,
              (core, from, limit, until, now) -> core.letGo(query, from, limit, until, now),
              untilMs,
              watch);
    };
  }
}
