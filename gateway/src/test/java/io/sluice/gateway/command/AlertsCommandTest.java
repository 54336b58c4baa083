package io.sluice.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.api.Views;
import io.sluice.gateway.operations.AlertsView.AlertView;
import io.sluice.gateway.operations.AlertsView.ReceiverView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertsCommandTest extends CliTest {
  private static ReceiverView receiver(@Nullable String problem) {
    return new ReceiverView(
        "ops", "email", "ops@example.com by smtp.example:587", 1, Views.NOW, problem);
  }

  @Test
  void whatIsWrongAndWhoIsToldAreTables() {
    operations.alerts.add(
        new AlertView(
            "channel_offline",
            "shop",
            "firing",
            "Channel shop is offline",
            "HTTP 503",
            "sluice probe shop",
            Views.NOW.minusSeconds(3_600),
            Views.NOW.minusSeconds(60)));
    operations.receivers.add(receiver("answered with HTTP 500"));

    assertThat(cli.run("alerts").out())
        .isEqualTo(
            """
            SINCE    STATE   TOLD       WHAT                     DETAIL
            1 h ago  firing  1 min ago  Channel shop is offline  HTTP 503

            RECEIVER  KIND   TARGET                               WAITING  SENT     PROBLEM
            ops       email  ops@example.com by smtp.example:587        1  0 s ago  answered with HTTP 500
            """);
  }

  @Test
  void whereNothingIsWrongAndNobodyIsToldItSaysSo() {
    assertThat(cli.run("alerts").out())
        .contains("nothing is wrong", "nobody is told: gateway.yaml has no alerts.receivers");
  }

  @Test
  void aTestEndsWithOneWhereSomebodyDidNotTakeIt() {
    operations.receivers.add(receiver(null));
    Cli.Result taken = cli.run("alerts", "--test");
    assertThat(taken.out()).isEqualTo("ops: taken by ops@example.com by smtp.example:587\n");
    assertThat(taken.exitCode()).isZero();
    assertThat(operations.calls).containsExactly("test alerts by " + user());

    operations.receivers.add(receiver("535 who are you"));
    Cli.Result refused = cli.run("alerts", "--test");
    assertThat(refused.out()).contains("NOT taken by ops@example.com", ": 535 who are you");
    assertThat(refused.exitCode()).isEqualTo(1);
  }
}
