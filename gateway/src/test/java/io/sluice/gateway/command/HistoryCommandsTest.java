package io.sluice.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.api.Views;
import io.sluice.gateway.operations.AuditEntry;
import org.junit.jupiter.api.Test;

class HistoryCommandsTest extends CliTest {
  @Test
  void eventTellsWhereItIs() {
    operations.timelines.put("e-1", Views.timeline(17, "e-1", "A-1"));

    assertThat(cli.run("event", "e-1").out())
        .isEqualTo(
            """
            Event e-1 of source pim: stock/BER of SKU A-1
            received 0 s ago as position 17, version 42: new

            CHANNEL  STATE     ACCEPTED  ATTEMPTS  NEXT  REASON
            shop     accepted        17         2
            other    dead             0         0        too cheap

            shop
              stock: 9 -> keep_back 2 7
            AT         POSITION  TRY  OUTCOME      STATUS  MS  REASON
            1 min ago        17    1  unreachable     503  12  HTTP 503
            1 min ago        17    2  accepted        200  12
            """);
  }

  @Test
  void eventThatNobodyKnowsIsAnError() {
    Cli.Result result = cli.run("event", "nothing");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("nothing");
  }

  @Test
  void eventsAreATable() {
    assertThat(cli.run("events", "--sku", "B").out()).isEqualTo("no such event\n");
    operations.events.add(Views.event(18, "e-2", "A-1"));
    operations.events.add(Views.event(17, "e-1", "A-1"));

    assertThat(cli.run("events", "--sku", "A-1", "--limit", "1").out())
        .isEqualTo(
            """
            RECEIVED  POSITION  DECISION  SKU  PART       SOURCE  ID
            0 s ago         18  new       A-1  stock/BER  pim     e-2
            more with --cursor from=1
            """);
  }

  @Test
  void eventsTakeTheirFilters() {
    cli.run("events", "--from", "2h", "--state", "stale", "--code", "503", "--alias", "x");

    assertThat(operations.calls)
        .containsExactly(
            "events EventQuery[sku=null, alias=x, id=null, from=2026-03-01T10:00:00Z, until=null,"
                + " state=stale, code=503]");
    assertThat(cli.run("events", "--until", "soon").exitCode()).isEqualTo(2);
  }

  @Test
  void auditIsATable() {
    assertThat(cli.run("audit").out()).isEqualTo("nobody did anything\n");
    operations.audited.add(
        new AuditEntry(
            "local",
            "127.0.0.1",
            "cli/anna",
            "dead-letters redrive",
            "channel=shop",
            3L,
            "mended",
            null));

    assertThat(cli.run("audit").out())
        .isEqualTo(
            """
            AT       WHO    FROM       CLIENT    ACTION                TARGET        COUNT  REASON  PROBLEM
            0 s ago  local  127.0.0.1  cli/anna  dead-letters redrive  channel=shop      3  mended
            """);
  }

  @Test
  void aDecisionAsAJobIsFollowedToItsEnd() {
    Cli.Result result = cli.run("dead-letters", "redrive", "--all", "--job", "--reason", "mended");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("redrive is done: 7 of 7 (job job/3)");
    assertThat(operations.audited.get(0).reason()).isEqualTo("mended");
  }

  @Test
  void aJobIsCancelled() {
    assertThat(cli.run("job", "job/1", "--cancel").out())
        .isEqualTo("replay of shop is running: 1 of 3 (job job/1)\n");
    assertThat(cli.run("job", "job/2", "--cancel").exitCode()).isEqualTo(1);
  }
}
