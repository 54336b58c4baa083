package io.sluice.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.api.Views;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeldCommandsTest extends CliTest {
  @BeforeEach
  void fill() {
    operations.held.add(Views.held("shop", "A-1", "guard", "price fell by 90 %"));
    operations.held.add(Views.held("other", "A-1", "mapping", "no such category"));
    operations.dead.add(Views.held("shop", "A-1", "dead", "too cheap"));
    operations.dead.add(Views.held("other", "B-2", "dead", "too cheap"));
  }

  @Test
  void heldIsATable() {
    assertThat(cli.run("held", "--channel", "shop").out())
        .isEqualTo(
            """
            CHANNEL  SKU  PART       WHY    SINCE    DUE       ATTEMPTS  CODE           REASON
            shop     A-1  stock/BER  guard  1 h ago  in 1 min         5  price.too_low  price fell by 90 %
            """);
  }

  @Test
  void heldTakesItsFilters() {
    assertThat(cli.run("held", "list", "--why", "mapping", "--sku", "A-1").out())
        .contains("no such category")
        .doesNotContain("guard");
    assertThat(cli.run("held", "--why", "pending").out()).isEqualTo("nothing is held\n");
  }

  @Test
  void heldKnowsNoOtherAction() {
    assertThat(cli.run("held", "free").exitCode()).isEqualTo(2);
  }

  @Test
  void whatTheGuardHoldsIsApprovedOrThrownAway() {
    assertThat(cli.run("held", "approve", "--channel", "shop").out())
        .isEqualTo("1 change approved\n");
    assertThat(cli.run("held", "discard", "--all").out()).isEqualTo("1 change thrown away\n");
    assertThat(cli.run("held", "discard", "--channel", "other", "--why", "mapping").out())
        .isEqualTo("1 change thrown away\n");
    assertThat(operations.calls)
        .last()
        .asString()
        .startsWith("discard held HeldQuery[channel=other, why=mapping, sku=null] by ");
  }

  @Test
  void nothingHeldIsDecidedWithoutSayingWhich() {
    for (String verb : new String[] {"approve", "discard"}) {
      assertThat(cli.run("held", verb).exitCode()).isEqualTo(2);
      assertThat(cli.run("held", verb, "--all", "--sku", "A-1").exitCode()).isEqualTo(2);
    }
    assertThat(operations.calls).isEmpty();
  }

  @Test
  void listSaysHowToGoOn() {
    Cli.Result first = cli.run("dead-letters", "list", "--limit", "1");
    Cli.Result second = cli.run("dead-letters", "list", "--limit", "1", "--cursor", "from=1");

    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).contains("A-1").endsWith("more with --cursor from=1\n");
    assertThat(second.out()).contains("B-2").doesNotContain("--cursor");
  }

  @Test
  void deadLettersAreRedrivenByFilterOrAllOnPurpose() {
    assertThat(cli.run("dead-letters", "redrive", "--channel", "shop").out())
        .isEqualTo("1 dead letter to be sent again\n");
    assertThat(cli.run("dead-letters", "redrive", "--all").out())
        .isEqualTo("2 dead letters to be sent again\n");
    assertThat(cli.run("dead-letters", "discard", "--sku", "B-2").out())
        .isEqualTo("1 dead letter discarded\n");
  }

  @Test
  void nothingIsRedrivenOrDiscardedWithoutSayingWhat() {
    for (String verb : new String[] {"redrive", "discard"}) {
      Cli.Result result = cli.run("dead-letters", verb);
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err()).contains("--all");
      assertThat(cli.run("dead-letters", verb, "--all", "--sku", "A-1").exitCode()).isEqualTo(2);
    }
    assertThat(operations.calls).isEmpty();
  }

  @Test
  void deadLettersAloneAsksForMore() {
    Cli.Result result = cli.run("dead-letters");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("list, redrive or discard");
  }

  @Test
  void refusedMessagesAreATable() {
    assertThat(cli.run("refused").out()).isEqualTo("nothing was refused\n");

    operations.refused.add(Views.refused(7, "no JSON"));

    assertThat(cli.run("refused").out())
        .isEqualTo(
            """
            ID  AT       SOURCE  CODE         FIELD    BYTES  MESSAGE
             7  0 s ago  pim     json.syntax  /data/0      7  no JSON
            """);
  }
}
