package io.sluice.gateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.operations.AlertsView.AlertView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertsTest {
  private static final AlertRules RULES =
      new AlertRules(
          AlertRules.everything(),
          Duration.ofHours(4),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1));
  private static final Observed OFFLINE =
      new Observed(Condition.CHANNEL_OFFLINE, "shop", "HTTP 503");
  private static final Observed GUARD = new Observed(Condition.GUARD, "shop", "12 changes");
  private static final long MINUTE = 60_000;

  private Alerts alerts = new Alerts(RULES, List.of());
  private long nowMs = 1_000_000;

  /** Looks each second for so long; answers all that was said. */
  private List<Notice> during(long ms, Observed... so) {
    return java.util.stream.LongStream.range(0, ms / 1_000)
        .mapToObj(second -> alerts.look(List.of(so), nowMs += 1_000))
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<String> conditions(List<Notice.Item> items) {
    return items.stream().map(Notice.Item::condition).toList();
  }

  @Test
  void whatLastsIsToldOnceAndItsEndOnce() {
    assertThat(during(5 * MINUTE, OFFLINE)).isEmpty();

    List<Notice> told = during(2 * MINUTE, OFFLINE);
    assertThat(told).hasSize(1);
    Notice.Item began = told.get(0).began().get(0);
    assertThat(began.title()).isEqualTo("Channel shop is offline");
    assertThat(began.detail()).isEqualTo("HTTP 503");
    assertThat(began.hint()).contains("sluice probe shop");
    assertThat(began.since().toEpochMilli()).isEqualTo(1_001_000);
    assertThat(told.get(0).over()).isEmpty();

    assertThat(during(MINUTE)).isEmpty();
    List<Notice> ended = during(MINUTE);
    assertThat(ended).hasSize(1);
    assertThat(ended.get(0).began()).isEmpty();
    assertThat(ended.get(0).over().get(0).title()).isEqualTo("Channel shop is no longer offline");
    assertThat(during(24 * 60 * MINUTE)).isEmpty();
  }

  @Test
  void aFlapSaysNothing() {
    for (int i = 0; i < 10; i++) {
      assertThat(during(4 * MINUTE, OFFLINE)).isEmpty();
      assertThat(during(2_000)).isEmpty();
    }
    assertThat(alerts.view()).isEmpty();
  }

  @Test
  void aShortRecoverySaysNothingEither() {
    assertThat(during(6 * MINUTE, OFFLINE)).hasSize(1);

    for (int i = 0; i < 10; i++) {
      assertThat(during(50_000)).isEmpty();
      assertThat(during(MINUTE, OFFLINE)).isEmpty();
    }
    assertThat(alerts.told()).hasSize(1);
  }

  @Test
  void whatBeginsTogetherIsOneMessageAndWhatWasTellsWithIt() {
    assertThat(during(10_000, GUARD)).isEmpty();
    Observed another = new Observed(Condition.GUARD, "other", "1 change");

    List<Notice> told = during(MINUTE, GUARD, another);
    assertThat(told).hasSize(1);
    assertThat(told.get(0).began()).hasSize(2);

    List<Notice> later = during(6 * MINUTE, GUARD, another, OFFLINE);
    assertThat(later).hasSize(1);
    assertThat(conditions(later.get(0).began())).containsExactly("channel_offline");
    assertThat(conditions(later.get(0).still())).containsExactly("guard", "guard");
  }

  @Test
  void whatCameAndWentWhileItWasGatheredIsToldInOneMessage() {
    assertThat(during(10_000, GUARD)).isEmpty();

    List<Notice> told = during(5 * MINUTE);
    assertThat(told).hasSize(1);
    assertThat(conditions(told.get(0).began())).containsExactly("guard");
    assertThat(told.get(0).began().get(0).detail()).isEqualTo("12 changes");
    assertThat(conditions(told.get(0).over())).containsExactly("guard");
    assertThat(told.get(0).over().get(0).until()).isEqualTo(Instant.ofEpochMilli(1_011_000));
    assertThat(alerts.view()).isEmpty();
    assertThat(alerts.told()).isEmpty();
  }

  @Test
  void whatComesAndGoesAgainAndAgainIsToldOnce() {
    List<Notice> told = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      told.addAll(during(10_000, GUARD));
      told.addAll(during(10_000));
    }

    assertThat(told).hasSize(1);
    assertThat(conditions(told.get(0).began())).containsExactly("guard");
    assertThat(told.get(0).over()).isEmpty();
  }

  @Test
  void whatIsStillSoIsToldAgain() {
    assertThat(during(MINUTE, GUARD)).hasSize(1);

    List<Notice> again = during(11 * 60 * MINUTE, GUARD);
    assertThat(again).hasSize(2);
    assertThat(again.get(0).began()).isEmpty();
    assertThat(conditions(again.get(0).still())).containsExactly("guard");
  }

  @Test
  void whatNobodyWantsToKnowIsNotTold() {
    Map<Condition, AlertRules.Threshold> conditions = AlertRules.everything();
    conditions.remove(Condition.GUARD);
    alerts =
        new Alerts(
            new AlertRules(conditions, RULES.repeat(), RULES.gather(), RULES.recoveredAfter()),
            List.of());

    assertThat(during(10 * MINUTE, GUARD)).isEmpty();
    assertThat(alerts.view()).isEmpty();
  }

  @Test
  void aStartTellsNothingAnewAndStillSaysThatItIsOver() {
    assertThat(during(6 * MINUTE, OFFLINE)).hasSize(1);
    List<Told> told = Told.decode(Told.encode(alerts.told()));
    assertThat(told).isEqualTo(alerts.told());
    alerts = new Alerts(RULES, told);

    // A channel that is down has to be found down first.
    assertThat(during(5 * MINUTE)).isEmpty();
    assertThat(during(60 * MINUTE, OFFLINE)).isEmpty();
    assertThat(alerts.view().get(0).since().toEpochMilli()).isEqualTo(1_001_000);

    alerts = new Alerts(RULES, Told.decode(Told.encode(alerts.told())));
    List<Notice> over = during(7 * MINUTE);
    assertThat(over).hasSize(1);
    assertThat(conditions(over.get(0).over())).containsExactly("channel_offline");
  }

  @Test
  void whatAnEarlierVersionToldOfIsPassedOver() {
    alerts = new Alerts(RULES, List.of(new Told("no_longer_known", "shop", 1, 2)));

    assertThat(alerts.view()).isEmpty();
  }

  @Test
  void theViewTellsWhatNobodyWasToldYet() {
    during(1_000, OFFLINE);
    assertThat(alerts.view()).extracting(AlertView::state).containsExactly("pending");
    assertThat(alerts.view().get(0).toldAt()).isNull();

    during(6 * MINUTE, OFFLINE);
    assertThat(alerts.view()).extracting(AlertView::state).containsExactly("firing");
    assertThat(alerts.view().get(0).toldAt()).isNotNull();
  }
}
