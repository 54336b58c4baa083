package io.sluice.adapter.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Reached;
import io.sluice.adapter.wire.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the marketplace's answers are taken as. */
public abstract class OutcomesContract extends BadDaysContract {
  static final Outcome ACCEPTED = Outcome.Accepted.PLAIN;

  /** Created ones, or an end where calls have one update. */
  List<String> batch() {
    int size = Math.min(5, capabilities().itemsPerCall());
    assumeTrue(size > 1, "calls have one update");
    List<String> skus = new ArrayList<>();
    for (int i = 1; i <= size; i++) {
      skus.add("SKU-" + i);
      settled(created("SKU-" + i, "Bag " + i));
    }
    return skus;
  }

  @Test
  void refusedItemIsRejectedAlone() {
    List<String> skus = batch();
    begin(itemRefused("SKU-2"));

    List<Outcome> outcomes = settle(skus.stream().map(sku -> stock(sku, 6)).toList());

    for (int i = 0; i < skus.size(); i++) {
      if (skus.get(i).equals("SKU-2")) {
        assertRejected(outcomes.get(i), Outcome.Scope.ITEM);
      } else {
        assertThat(outcomes.get(i)).as(skus.get(i)).isEqualTo(ACCEPTED);
        assertStock(skus.get(i), 6);
      }
    }
  }

  @Test
  void itemThatTheAnswerLeavesOutIsUnknown() {
    List<String> skus = batch();
    begin(itemLeftOut("SKU-2"));

    List<Outcome> outcomes = settle(skus.stream().map(sku -> stock(sku, 6)).toList());

    // Where answers go by their order, those behind it cannot be told apart either.
    assertThat(outcomes).hasOnlyElementsOfTypes(Outcome.Accepted.class, Outcome.Unknown.class);
    assertThat(outcomes.get(0)).isEqualTo(ACCEPTED);
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void refusedUpdateIsRejected() {
    settled(created(SKU, "Bag"), stock(SKU, 1));
    begin(itemRefused(SKU));

    assertRejected(settle(stock(SKU, 2)), Outcome.Scope.ITEM);

    assertStock(SKU, 1);
  }

  private static void assertRejected(Outcome outcome, Outcome.Scope scope) {
    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    Outcome.Rejected rejected = (Outcome.Rejected) outcome;
    assertThat(rejected.scope()).isEqualTo(scope);
    assertThat(rejected.code()).matches("[A-Za-z0-9_.:-]{1,80}");
    assertThat(rejected.reason()).isNotBlank();
  }

  @Test
  void refusedCallIsSplitUntilTheCulpritIsAlone() {
    List<String> skus = batch();
    begin(callRefused("SKU-2"));

    Map<String, Outcome> outcomes = split(skus.stream().map(sku -> stock(sku, 6)).toList());

    assertRejected(outcomes.remove("SKU-2"), Outcome.Scope.ITEM);
    assertThat(outcomes.values()).allMatch(ACCEPTED::equals);
  }

  /** As the gateway does it: halves of what was refused as a whole. */
  private Map<String, Outcome> split(List<ChannelUpdate> some) {
    List<Outcome> outcomes = settle(some);
    boolean whole =
        outcomes.stream()
            .anyMatch(
                each -> each instanceof Outcome.Rejected r && r.scope() == Outcome.Scope.CALL);
    if (!whole) {
      Map<String, Outcome> bySku = new HashMap<>();
      for (int i = 0; i < some.size(); i++) {
        bySku.put(some.get(i).sku(), outcomes.get(i));
      }
      return bySku;
    }
    assertThat(some.size()).as("a call with one update is not refused as a call").isGreaterThan(1);
    Map<String, Outcome> halves = split(some.subList(0, some.size() / 2));
    halves.putAll(split(some.subList(some.size() / 2, some.size())));
    return halves;
  }

  @Test
  void everySignalOfTooMuchDefers() {
    settled(created(SKU, "Bag"));
    List<Throttle> throttles = throttles();
    assumeTrue(!throttles.isEmpty(), "has no limits");
    long quantity = 10;
    for (Throttle throttle : throttles) {
      clock.jump(Duration.ofMinutes(20));
      begin(throttle.begin());
      ChannelUpdate update = stock(SKU, quantity);
      Instant now = clock.instant();

      Outcome outcome = call(List.of(update)).get(0);

      assertThat(outcome).as(throttle.name()).isInstanceOf(Outcome.Deferred.class);
      Outcome.Deferred deferred = (Outcome.Deferred) outcome;
      assertThat(deferred.scope()).as(throttle.name()).isEqualTo(throttle.scope());
      assertThat(deferred.until())
          .as(throttle.name())
          .isAfter(now)
          .isBeforeOrEqualTo(clock.instant().plus(RetryAfter.LONGEST));
      settled(update);
      assertStock(SKU, quantity);
      quantity++;
    }
  }

  @Test
  void tokenThatEndedEarlyIsRenewedWithinTheCall() {
    settled(created(SKU, "Bag"), stock(SKU, 1));
    clock.jump(Duration.ofMinutes(1));
    begin(tokensEnded());

    assertThat(finished(call(List.of(stock(SKU, 2))).get(0))).isEqualTo(ACCEPTED);

    assertStock(SKU, 2);
  }

  @Test
  void accessTakenAwayIsUnauthorized() {
    settled(created(SKU, "Bag"), stock(SKU, 1));
    begin(accessTakenAway());

    Outcome outcome = call(stock(SKU, 2));

    assertThat(outcome).isInstanceOf(Outcome.Unauthorized.class);
    assertThat(((Outcome.Unauthorized) outcome).scope()).isEqualTo(Outcome.Scope.CHANNEL);
    assertStock(SKU, 1);
    Reached reached = look();
    assertThat(reached.fine()).as(reached.text()).isFalse();
    assertNoSecretIn(reached);
  }

  @Test
  void skuThatIsNotThereIsNotListed() {
    String anySku = takesAnySku();
    if (anySku != null) {
      abort(anySku);
    }
    assertThat(settle(stock("SKU-9", 2))).isInstanceOf(Outcome.NotListed.class);
    assertThat(settle(price("SKU-9", "2.50"))).isInstanceOf(Outcome.NotListed.class);
    assertThat(products()).isZero();
  }

  /**
   * The gateway believes it to be listed, and would not send price and stock of what it does not
   * know to be new.
   */
  @ParameterizedTest(name = "ids known: {0}")
  @ValueSource(booleans = {true, false})
  void changeOfAProductThatIsNotThereMakesNone(boolean idsKnown) {
    settled(created("SKU-1", "Case"), created(SKU, "Bag"), stock(SKU, 5), price(SKU, "24.95"));
    begin(deleted(SKU));
    if (!idsKnown) {
      forgetIds(SKU);
    }
    int before = products();

    assertThat(tried(changed(SKU, "Bag, large"))).isInstanceOf(Outcome.NotListed.class);

    assertThat(products()).isEqualTo(before);
    settled(created(SKU, "Bag, large"), stock(SKU, 5), price(SKU, "24.95"));
    assertStock(SKU, 5);
    assertThat(get(SKU).price()).isEqualByComparingTo("24.95");
    assertThat(products()).isEqualTo(before + 1);
  }

  /** As the gateway does it: after a conflict once more. */
  private Outcome tried(ChannelUpdate update) {
    Outcome outcome = settle(update);
    return outcome instanceof Outcome.Conflict ? settle(update) : outcome;
  }

  @Test
  void newerValueThereIsAConflict() {
    settled(created(SKU, "Bag"));
    begin(conflict(SKU));

    assertThat(call(stock(SKU, 2))).isInstanceOf(Outcome.Conflict.class);

    settled(stock(SKU, 3));
    assertStock(SKU, 3);
  }

  @Test
  void addressThatLeadsNowhereIsGone() {
    settled(created(SKU, "Bag"));
    begin(gone());

    assertThat(call(stock(SKU, 2))).isInstanceOf(Outcome.Gone.class);
    assertThat(look().fine()).isFalse();
  }

  @Test
  void pendingIsFinishedAfterARestart() {
    settled(created(SKU, "Bag"));
    Outcome outcome = call(stock(SKU, 2));
    if (!(outcome instanceof Outcome.Pending pending)) {
      abort("answers at once");
      return;
    }
    assertThat(pending.pollAt()).isBefore(pending.expiresAt());
    assertNoSecretIn(pending.handle());

    connection = open();

    assertThat(finished(pending)).isEqualTo(ACCEPTED);
    assertStock(SKU, 2);
  }

  @Test
  void forgottenHandleIsUnknown() {
    settled(created(SKU, "Bag"));
    Outcome outcome = call(stock(SKU, 2));
    if (!(outcome instanceof Outcome.Pending pending)) {
      abort("answers at once");
      return;
    }
    begin(forgotten());
    clock.jumpTo(pending.pollAt());

    assertThat(poll(pending.handle())).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void foreignHandleIsUnknown() {
    assertThat(poll("a handle of nobody")).isInstanceOf(Outcome.Unknown.class);
    assertThat(exchanges).noneMatch(each -> bringsUpdates(each.request()));
  }

  Reached look() {
    return await(() -> adapter().look(settings(), ChannelContext.passing(vertx, clock)));
  }
}
