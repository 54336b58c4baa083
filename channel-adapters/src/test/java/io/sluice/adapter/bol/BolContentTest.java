package io.sluice.adapter.bol;

import static io.sluice.adapter.bol.BolFixture.SKU;
import static io.sluice.adapter.bol.BolFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Outcome;
import io.sluice.simulator.bol.BolEvent;
import io.sluice.simulator.bol.BolMarketplace;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Content that bol does not take, beside an offer that it makes. */
class BolContentTest {
  private static final Outcome REFUSED =
      new Outcome.Rejected("content.failure", "Unknown attribute.", Outcome.Scope.ITEM, null);

  private final BolFixture channel = new BolFixture().with("content_language", "nl");
  private final BolMarketplace bol = channel.bol;

  @BeforeEach
  void refuseContent() {
    channel.await(() -> bol.fail(BolEvent.CREATE_PRODUCT_CONTENT, "Unknown attribute.", 1));
  }

  @AfterEach
  void close() {
    channel.close();
  }

  private Outcome.Pending created() {
    return (Outcome.Pending) channel.deliver(channel.create(SKU, content(SKU, "Bag", "24.95")));
  }

  private Outcome.Pending polled(Outcome.Pending pending, Duration later) {
    channel.later(later);
    Outcome outcome = channel.poll(pending.handle());
    assertThat(outcome).isInstanceOf(Outcome.Pending.class);
    return (Outcome.Pending) outcome;
  }

  private void assertSold() {
    assertThat(channel.settle(channel.price(SKU, "19.95"))).isEqualTo(Outcome.Accepted.PLAIN);
    assertThat(channel.settle(channel.stock(SKU, 3))).isEqualTo(Outcome.Accepted.PLAIN);
    assertThat(channel.offer(SKU).price()).isEqualByComparingTo("19.95");
    assertThat(channel.offer(SKU).stock()).isEqualTo(3);
  }

  @Test
  void refusalWaitsForTheOfferThatIsStillMade() {
    channel.await(() -> bol.delay(BolEvent.CREATE_OFFER, Duration.ofHours(1)));
    Outcome.Pending created = created();

    Outcome.Pending refused = polled(created, Duration.ofSeconds(5));
    assertThat(refused.listed()).isFalse();
    Outcome.Pending made = polled(refused, Duration.ofHours(1));

    assertThat(made.listed()).isTrue();
    assertSold();
    assertThat(channel.finished(made)).isEqualTo(REFUSED);
  }

  @Test
  void offerThatIsMadeIsToldBeforeItsContentIsRefused() {
    Outcome.Pending made = polled(created(), Duration.ofSeconds(5));

    assertThat(made.listed()).isTrue();
    assertSold();
    assertThat(channel.finished(made)).isEqualTo(REFUSED);
  }

  @Test
  void offerThatIsMadeIsToldAlsoByTheHandleThatARestartFinds() {
    Outcome.Pending created = created();
    Outcome.Pending made = polled(created, Duration.ofSeconds(5));

    channel.restart();

    assertThat(channel.poll(created.handle())).isEqualTo(made);
    assertThat(channel.finished(made)).isEqualTo(REFUSED);
  }

  @Test
  void valueThatIsDeclinedWaitsForTheOfferToo() {
    channel.settle(channel.create("OTHER", content("OTHER", "Bag", "5")));
    channel.await(() -> bol.declineContent("Name", "VALIDATION_FAILED_INVALID_TEXT"));
    channel.await(() -> bol.delay(BolEvent.CREATE_OFFER, Duration.ofHours(1)));

    Outcome.Pending declined = polled(created(), Duration.ofSeconds(5));
    Outcome.Pending made = polled(declined, Duration.ofHours(1));

    assertThat(made.listed()).isTrue();
    assertSold();
    assertThat(channel.finished(made))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo("content.declined"));
  }

  @Test
  void contentThatNobodyKnowsAnyMoreDoesNotRepeatACreateThatRuns() {
    channel.settle(channel.create("OTHER", content("OTHER", "Bag", "5")));
    channel.await(() -> bol.timeOut(BolEvent.CREATE_PRODUCT_CONTENT, 1));
    channel.await(() -> bol.delay(BolEvent.CREATE_OFFER, Duration.ofHours(1)));

    Outcome.Pending lost = polled(created(), Duration.ofSeconds(5));
    Outcome.Pending made = polled(lost, Duration.ofHours(1));

    assertThat(made.listed()).isTrue();
    assertThat(channel.finished(made)).isInstanceOf(Outcome.Unknown.class);
  }
}
