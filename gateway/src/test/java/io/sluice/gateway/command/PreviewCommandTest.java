package io.sluice.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.api.Views;
import io.sluice.gateway.operations.FactsView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreviewCommandTest extends CliTest {
  @Test
  void isHandedTheEventsOfAFile() {
    cli.input = "[{\"id\":1},{\"id\":2}]";

    cli.run("preview", "--event", "-");
    assertThat(((PreviewFacts.Events) cli.previewed).events())
        .containsExactly("{\"id\":1}".getBytes(), "{\"id\":2}".getBytes());
    cli.input = "{}";
    cli.run(
        "preview",
        "--event",
        "-",
        "--config",
        "c",
        "--channel",
        "a",
        "--listed",
        "--explain",
        "--json");

    assertThat(cli.runs).containsExactly("preview config", "preview c of a listed explain json");
  }

  @Test
  void asksTheGatewayWhatItKnows() {
    FactsView shoe = Views.facts("shoe 42/red");
    operations.facts.put("shoe 42/red", shoe);
    operations.facts.put("B", Views.facts("B"));

    assertThat(cli.run("preview", "--sku", "shoe 42/red", "--against", "running").exitCode())
        .isZero();
    assertThat(((PreviewFacts.Known) cli.previewed).products()).containsExactly(shoe);
    cli.run("preview", "--sample", "10");
    assertThat(((PreviewFacts.Known) cli.previewed).products())
        .containsExactly(shoe, Views.facts("B"));

    assertThat(cli.runs).containsExactly("preview config against", "preview config summary");
  }

  @Test
  void gatewayThatKnowsNothingYetIsTold() {
    Cli.Result result = cli.run("preview", "--sample", "10", "--against", "running");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("sluice: the running gateway knows no product yet\n");
    assertThat(cli.runs).isEmpty();
  }

  @Test
  void skuThatNobodyKnowsIsTold() {
    Cli.Result result = cli.run("preview", "--sku", "A");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("A");
    assertThat(cli.runs).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{}         | the array has no end",
        "''          | standard input holds no event",
        "stock: 7    | line 1: expected an event"
      })
  void whatIsNoEventIsWrongUsage(String input, String told) {
    cli.input = input;

    Cli.Result result = cli.run("preview", "--event", "-");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(told);
    assertThat(cli.runs).isEmpty();
  }

  @Test
  void moreThanFitsIntoMemoryIsWrongUsage() {
    cli.input = "{}\n".repeat(10_001);

    Cli.Result result = cli.run("preview", "--event", "-");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("more than 10000 events or 64 MB");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "preview                                       | --event=FILE",
        "preview --event a --sku b                     | mutually exclusive",
        "preview --event missing.json                  | there is no such file here",
        "preview --event missing.json --against running | use it with --sku or --sample",
        "preview --sku a --against before              | 'RUNNING'",
        "preview --sample 1001                         | from 1 to 1000"
      })
  void slipIsToldWithTheWayOut(String line, String told) {
    Cli.Result result = cli.run(line.split(" +"));

    assertThat(result.exitCode()).isBetween(1, 2);
    assertThat(result.err()).contains(told);
  }
}
