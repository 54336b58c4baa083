package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Nothing that a restored store says of a channel is believed, and nothing goes out twice as one.
 */
class RestoredChannelTest {
  private static final long REVISIONS_FROM = 1_000_000_000L;

  private final SamplePlan plan = SamplePlan.state();
  private final VirtualChannel shop = new VirtualChannel(plan);
  private final Map<String, Long> shown = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private long revision;

  RestoredChannelTest() {
    shop.farEnd(
        (updates, now) -> {
          updates.forEach(this::take);
          return FarEnd.all(updates, Outcome.Accepted.PLAIN);
        });
  }

  /** As a receiver that keeps the highest revision, and takes each key once. */
  private void take(ChannelUpdate update) {
    if (ids.add(update.id()) && update.revision() > revision - 1_000) {
      shown.put(update.sku(), ((Value.Stock) update.value()).quantity());
      revision = Math.max(revision, update.revision());
    }
  }

  /** What was accepted by now is what the backup has; the channel was sent more since. */
  private void restore() {
    shop.store.apply(
        List.of(
            Durable.restored(
                "shop",
                new Durable.Restored(
                    shop.store.outcomes.size(), REVISIONS_FROM, shop.time.nowMs()))));
    shown.replaceAll((sku, quantity) -> quantity + 1_000);
    shop.checker.revisionsFrom = REVISIONS_FROM;
    shop.crash(plan);
  }

  private void publish(int skus) {
    for (int i = 0; i < skus; i++) {
      shop.publish("sku-" + i, SampleEvents.stock(i));
    }
  }

  @Test
  void everythingListedIsSentAgainUnderAnotherIdAndAHigherRevision() {
    publish(50);
    shop.drain();
    int ofCheckpoint = 3;
    for (int i = 0; i < ofCheckpoint; i++) {
      shop.checkpoint();
    }
    int before = shop.checker.begun().size();

    restore();
    shop.drain();

    assertThat(shop.checker.begun()).hasSize(before + 50);
    assertThat(shown).hasSize(50).containsEntry("sku-7", 7L).containsEntry("sku-49", 49L);
    assertThat(revision).isGreaterThan(REVISIONS_FROM);
  }

  @Test
  void whatIsLeftIsSentAfterAnotherCrashAndWhatWasAcceptedIsBelievedThen() {
    plan.requestsPerSecond = 10;
    publish(50);
    shop.drain();

    restore();
    shop.run(2_000);
    int sent = shop.checker.begun().size();
    shop.checkpoint();
    shop.crash();
    shop.drain();
    int all = shop.checker.begun().size();
    shop.crash();
    shop.drain();

    assertThat(sent).isBetween(51, 99);
    assertThat(all).isBetween(100, 103);
    assertThat(shop.checker.begun()).hasSize(all);
    assertThat(shown.values()).allMatch(quantity -> quantity < 50);
  }

  /** It was taken at the time of the backup; what came after that the channel shows. */
  @Test
  void whatWasPendingAtTheBackupIsSentAgainOnceItIsDecided() {
    boolean[] decided = {false};
    shop.farEnd(
        new FarEnd() {
          @Override
          public List<Outcome> answer(List<ChannelUpdate> updates, long nowMs) {
            if (decided[0]) {
              updates.forEach(RestoredChannelTest.this::take);
              return FarEnd.all(updates, Outcome.Accepted.PLAIN);
            }
            Instant later = Instant.ofEpochMilli(nowMs + 60_000);
            return FarEnd.all(updates, new Outcome.Pending("h", later, later.plusSeconds(600)));
          }
        });
    shop.publish("sku-0", SampleEvents.stock(7));
    shop.run(1_000);
    assertThat(shop.store.held(Why.PENDING)).hasSize(1);
    decided[0] = true;
    shown.put("sku-0", 2L);

    restore();
    shop.drain();
    int all = shop.checker.begun().size();
    shop.crash();
    shop.drain();

    assertThat(shown).containsEntry("sku-0", 7L);
    assertThat(all).isEqualTo(2);
    assertThat(shop.checker.begun()).hasSize(all);
    assertThat(shop.store.held).isEmpty();
  }

  @Test
  void whatEventsBringGoesAhead() {
    publish(50);
    shop.drain();
    plan.requestsPerSecond = 10;
    int before = shop.checker.begun().size();

    restore();
    shop.publish("sku-49", SampleEvents.stock(3));
    shop.run(1_000);

    assertThat(shop.checker.begunSkus().subList(before, shop.checker.begunSkus().size()))
        .hasSizeLessThan(20)
        .contains("sku-49");
    shop.drain();
    assertThat(shown).containsEntry("sku-49", 3L);
  }
}
