package io.sluice.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.api.Views;
import org.junit.jupiter.api.Test;

class ChannelCommandsTest extends CliTest {
  @Test
  void channelsAreATableWithAgesInWords() {
    operations.channels.put("b", Views.channel("b", ""));

    Cli.Result result = cli.run("channels");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            CHANNEL  STATE    SINCE      NEXT     BACKLOG  OLDEST         HELD  DEAD  PROBLEM
            shop     offline  4 min ago  in 12 s     1203  2 h 5 min ago     1     4  HTTP 503
            b        offline  4 min ago  in 12 s     1203  2 h 5 min ago     1     4
            shop takes over changed rules: 400 of 1000 products looked at, 31 updates differ, 12 wait
            b takes over changed rules: 400 of 1000 products looked at, 31 updates differ, 12 wait
            ! shop: backlog over its alert: 1203
            ! b: backlog over its alert: 1203
            """);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void pauseTellsWhoWhyAndUntilWhen() {
    Cli.Result result = cli.run("pause", "shop", "--for", "2h", "--reason", "stocktaking");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo("shop is paused, next step at 2026-03-01T14:00:00Z (in 2 h): stocktaking\n");
    assertThat(operations.calls)
        .containsExactly(
            "pause shop by " + user() + " for 'stocktaking' until 2026-03-01T14:00:00Z");
  }

  @Test
  void pauseWithoutAnEndLastsUntilResumed() {
    assertThat(cli.run("pause", "shop").exitCode()).isZero();
    assertThat(cli.run("resume", "shop").out()).isEqualTo("shop is online\n");
    assertThat(operations.calls)
        .containsExactly(
            "pause shop by " + user() + " for '' until null", "resume shop by " + user());
  }

  @Test
  void allArePausedAndResumedWithOneCommand() {
    operations.channels.put("b", Views.channel("b", ""));

    assertThat(cli.run("pause", "--all", "--for", "30m", "--reason", "wrong prices").out())
        .isEqualTo(
            """
            shop is paused, next step at 2026-03-01T12:30:00Z (in 30 min): wrong prices
            b is paused, next step at 2026-03-01T12:30:00Z (in 30 min): wrong prices
            """);
    assertThat(cli.run("resume", "--all").out()).isEqualTo("shop is online\nb is online\n");
    assertThat(operations.audited)
        .extracting(entry -> entry.action() + ": " + entry.target() + ": " + entry.reason())
        .containsExactly(
            "channels pause: channel=shop, until=2026-03-01T12:30:00Z, all=true: wrong prices",
            "channels pause: channel=b, until=2026-03-01T12:30:00Z, all=true: wrong prices",
            "channels resume: channel=shop, all=true: null",
            "channels resume: channel=b, all=true: null");
  }

  @Test
  void eitherOneChannelOrAll() {
    assertThat(cli.run("pause").err()).contains("name a channel, or say --all");
    assertThat(cli.run("resume", "shop", "--all").exitCode()).isEqualTo(2);
    assertThat(operations.calls).isEmpty();
  }

  @Test
  void rateIsOfSecondsMinutesOrHours() {
    cli.run("rate", "shop", "50/s", "--reason", "slow today");
    cli.run("rate", "shop", "30/min");
    cli.run("rate", "shop", "--none");

    assertThat(operations.calls)
        .containsExactly(
            "rate shop 50.0 by " + user(),
            "rate shop 0.5 by " + user(),
            "rate shop null by " + user());
    assertThat(operations.audited.get(0).target())
        .isEqualTo("channel=shop, requestsPerSecond=50.0");
    assertThat(operations.audited.get(0).reason()).isEqualTo("slow today");
    assertThat(cli.run("rate", "shop").err()).contains("name a rate like 50/s, or say --none");
    assertThat(cli.run("rate", "shop", "50").err()).contains("'50' is no rate like 50/s");
  }

  @Test
  void probeShowsTheChannel() {
    assertThat(cli.run("probe", "shop").out()).startsWith("shop is offline, next step at ");
  }

  @Test
  void backlogIsATable() {
    operations.backlog.add(Views.waiting("A-1"));

    assertThat(cli.run("backlog", "shop", "--limit", "3").out())
        .isEqualTo(
            """
            SKU  FACET  STATE    SINCE          POSITION  ATTEMPTS  NEXT     PROBLEM
            A-1  stock  backoff  2 h 5 min ago        17         3  in 30 s  HTTP 503
            """);
    assertThat(operations.calls).containsExactly("backlog shop 3");
  }

  @Test
  void emptyBacklogSaysSo() {
    assertThat(cli.run("backlog", "shop").out()).isEqualTo("nothing waits\n");
  }

  @Test
  void replayFollowsItsJobToTheEnd() {
    Cli.Result result = cli.run("replay", "shop", "--since", "2h");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualTo("replay of shop is done: 3 of 3 (job job/1)\n");
    assertThat(operations.calls)
        .startsWith("replay shop since 2026-03-01T10:00:00Z by " + user(), "job job/1");
  }

  @Test
  void replayNeedNotBeWaitedFor() {
    Cli.Result result = cli.run("replay", "shop", "--since", "2026-02-28T00:00:00Z", "--no-wait");

    assertThat(result.out()).isEqualTo("replay of shop is running: 0 of 3 (job job/1)\n");
    assertThat(cli.run("job", "job/1").out()).contains("1 of 3");
  }

  @Test
  void reconcileTellsWhatItFound() {
    Cli.Result result = cli.run("reconcile", "shop", "--dry-run");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains(
            "reconcile of shop is done: 3 of 3 (job job/2)\n",
            "3 listings (3 with stock, 0 with price), 1 of products not known here\n",
            "3 stocks and prices as they were accepted, 2 differ, 0 not compared\n",
            "0 products missing there, 1 there that should not be; 2 updates sent again, 0 of them wait\n",
            "not known here, and left alone: X-1\n")
        .containsPattern("a +stock +5 +7 +7");
    assertThat(operations.calls).startsWith("reconcile shop dry by " + user(), "job job/2");
  }

  @Test
  void adoptNeedNotBeWaitedFor() {
    Cli.Result result = cli.run("adopt", "shop", "--content", "--no-wait");

    assertThat(result.out()).isEqualTo("adopt of shop is running: 0 of 3 (job job/2)\n");
    assertThat(operations.calls).containsExactly("adopt shop with content by " + user());
  }

  @Test
  void channelWithASlashInItsNameIsFound() {
    operations.channels.put("a/b c", Views.channel("a/b c", ""));

    assertThat(cli.run("resume", "a/b c").out()).isEqualTo("a/b c is online\n");
  }

  @Test
  void unknownChannelIsSaidInOneLine() {
    Cli.Result result = cli.run("pause", "shpo");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("sluice: there is no 'shpo'\n");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void logLevelIsShownChangedAndReset() {
    assertThat(cli.run("log-level").out())
        .isEqualTo(
            """
            LOGGER     LEVEL  ENDS
            io.sluice  debug  0 s ago
            """);
    assertThat(cli.run("log-level", "io.sluice.gateway", "debug", "--for", "30m").out())
        .contains("io.sluice.gateway  debug  in 30 min");
    assertThat(cli.run("log-level", "io.sluice.gateway", "--reset").out())
        .isEqualTo("every logger is as configured\n");
    assertThat(cli.run("log-level", "io.sluice.gateway").exitCode()).isEqualTo(2);
    assertThat(operations.calls)
        .contains(
            "logLevel io.sluice.gateway debug until 2026-03-01T12:30:00Z by " + user(),
            "logLevel io.sluice.gateway null until null by " + user());
  }
}
