package io.sluice.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.api.NastyText;
import io.sluice.gateway.api.SafeText;
import io.sluice.gateway.api.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkuAndSourceCommandsTest extends CliTest {
  @Test
  void skuShowsFactsChannelsAndHistory() {
    operations.skus.put("A-1", Views.sku("A-1"));

    assertThat(cli.run("sku", "A-1").out())
        .isEqualTo(
            """
            SKU A-1

            FACET  PART     SOURCE  VERSION  POSITION  VALUE
            stock  BER      pim     42             17  {"quantity":7}
            price  default  pim     43             18  {"amount":"9.90"}

            CHANNEL  FACET  STATE     ACCEPTED AT  NEXT     REASON
            shop     stock  accepted           17
            shop     price  backoff             0  0 s ago  HTTP 503

            shop
              price: 9.90 -> +10 % 10.89

            RECEIVED  POSITION  DECISION  PART  VERSION  SOURCE  ID
            0 s ago         17  new       BER   42       pim     e-1
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        NastyText.SLASHES,
        NastyText.EMOJI,
        NastyText.ESCAPES,
        NastyText.REVERSED,
        NastyText.LINES,
        NastyText.MARKUP,
        "@file",
        "list",
        "100%"
      })
  void anySkuIsFoundAndNothingInItReachesTheTerminalAsACommand(String sku) {
    operations.skus.put(sku, Views.sku(sku));
    operations.held.add(Views.held("shop", sku, "guard", sku));

    Cli.Result result = cli.run("sku", sku);

    assertThat(result.exitCode()).isZero();
    assertThat(operations.calls).containsExactly("sku " + sku);
    assertThat(result.out()).contains("SKU " + VisibleText.of(sku));
    for (String out :
        new String[] {result.out(), cli.run("held").out(), cli.run("sku", sku, "--json").out()}) {
      assertThat(out.replace("\n", "").codePoints()).noneMatch(SafeText::isUnsafe);
    }
  }

  @Test
  void skuThatBeginsLikeAnOptionComesAfterTwoDashes() {
    operations.skus.put("-x", Views.sku("-x"));

    assertThat(cli.run("sku", "--", "-x").exitCode()).isZero();
  }

  @Test
  void unknownSkuIsShownVisiblyInTheMessage() {
    Cli.Result result = cli.run("sku", NastyText.ESCAPES);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("\\x1b[31mred").doesNotContain("\u001b");
  }

  @Test
  void sourcesAreATable() {
    for (String[] args : new String[][] {{"source"}, {"source", "list"}}) {
      assertThat(cli.run(args).out())
          .isEqualTo(
              """
              SOURCE  KIND      STATE      SINCE      VERSIONS  EPOCH  RECEIVED  OPEN  PROBLEM
              pim     rabbitmq  connected  1 min ago  sequence      0      1234     5
              """);
    }
  }

  @Test
  void sourceBeginsANewEpoch() {
    assertThat(cli.run("source", "pim", "new-epoch").out())
        .isEqualTo("pim is in epoch 1; 3 events that had been judged stale count now\n");
    assertThat(operations.calls).containsExactly("newEpoch pim by " + user());
  }

  @Test
  void sourceLowersTheMarkOfOneSku() {
    assertThat(cli.run("source", "pim", "lower-mark", "A/1").out())
        .isEqualTo("pim is in epoch 0; 1 events that had been judged stale count now\n");
    assertThat(operations.calls).containsExactly("lowerMark pim A/1 by " + user());
  }

  @Test
  void sourceKnowsNoOtherStep() {
    assertThat(cli.run("source", "pim").exitCode()).isEqualTo(2);
    assertThat(cli.run("source", "pim", "epoch").exitCode()).isEqualTo(2);
    assertThat(cli.run("source", "pim", "lower-mark").exitCode()).isEqualTo(2);
    assertThat(operations.calls).isEmpty();
  }
}
