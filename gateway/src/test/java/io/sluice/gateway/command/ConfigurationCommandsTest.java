package io.sluice.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.api.Views;
import io.sluice.gateway.operations.ConfigurationView;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationCommandsTest extends CliTest {
  private static final String WAITS =
      """
      Configuration 3f6c01d2a9be waits for approval:
      ! shop: 500 of 900 listed products would leave
      CHANNEL  STOCK  PRICE  PRODUCT  LISTED      LEAVING  IN STOCK    TO 0  NEW  HELD
      shop       450     12        0  900 -> 400      500  800 -> 350   450    0  0 -> 3
        shop S1 leaving: listed -> out of stock
      To take it over: sluice approve 3f6c01d2a9be
      To drop it: sluice approve 3f6c01d2a9be --discard, or save another file
      Configuration 0123456789ab runs since 2026-03-01T12:00:00Z
      """;

  private void valid() {
    operations.configuration =
        new ConfigurationView(
            "0123456789ab", Views.NOW, Views.NOW, true, List.of(), List.of(), Views.waiting());
  }

  @Test
  void reloadShowsWhatWaitsAndSaysThatSomethingWasFound() {
    valid();

    Cli.Result result = cli.run("reload");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(result.out()).isEqualTo(WAITS);
  }

  @Test
  void approveWithoutAVersionOnlyShows() {
    valid();

    Cli.Result result = cli.run("approve");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(result.out()).isEqualTo(WAITS);
    assertThat(operations.calls).containsExactly("configuration");
  }

  @Test
  void approveAndDiscardNameTheVersionThatWasLookedAt() {
    valid();

    assertThat(cli.run("approve", "3f6c01d2a9be").exitCode()).isZero();
    assertThat(cli.run("approve", "3f6c01d2a9be", "--discard").exitCode()).isZero();
    Cli.Result another = cli.run("approve", "aaaaaaaaaaaa");

    assertThat(another.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(another.err()).contains("aaaaaaaaaaaa does not wait");
    assertThat(operations.calls)
        .containsExactly(
            "approve 3f6c01d2a9be by " + user(),
            "discard 3f6c01d2a9be by " + user(),
            "approve aaaaaaaaaaaa by " + user());
    assertThat(cli.run("approve", "--discard").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aBrokenFileIsNotConfusedWithOneThatWaits() {
    assertThat(cli.run("reload").exitCode()).isEqualTo(ExitCode.CONFIGURATION);
  }
}
