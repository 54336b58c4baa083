package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One login and one set of limits for several channels. */
class AccountsTest {
  private static final String ACCOUNT =
      """
      version: 1
      accounts:
        eu:
          adapter: http
          auth: { bearer: "${env:TOKEN}" }
          total_timeout: 7s
          limits: { requests_per_second: 5, parallel: 3 }
      """;

  @TempDir Path directory;

  @Test
  void channelsTakeOverTheLoginAndTheLimits() {
    String channels =
        """
        channels:
          de: { account: eu, url: http://h/de }
          fr: { account: eu, url: http://h/fr, send: [price], total_timeout: 9s }
          own: { adapter: http, url: http://h/own, limits: { parallel: 2 } }
        """;

    List<ChannelConfig> read =
        new ConfigFiles(directory)
            .channels(ACCOUNT + channels)
            .with(Map.of("TOKEN", "hunter2"))
            .configuration()
            .channels();

    assertThat(read.get(0).account()).contains("eu");
    assertThat(read.get(0).limits()).isEqualTo(new Limits(OptionalDouble.of(5), 3));
    assertThat(read.get(0).settings().values())
        .containsEntry("url", "http://h/de")
        .containsEntry("auth", Map.of("bearer", new Secret("hunter2")))
        .containsEntry("total_timeout", java.time.Duration.ofSeconds(7));
    assertThat(read.get(1).settings().values())
        .containsEntry("total_timeout", java.time.Duration.ofSeconds(9));
    assertThat(read.get(1).limits()).isEqualTo(read.get(0).limits());
    assertThat(read.get(2).account()).isEmpty();
    assertThat(read.get(2).limits().parallel()).isEqualTo(2);
  }

  static List<BrokenFile> broken() {
    return List.of(
        channels("de: { account: »ue, url: http://h }", "no account 'ue'", "did you mean 'eu'?"),
        channels(
            "de: { account: eu, »adapter: http, url: http://h }",
            "the adapter comes from the account",
            "take it out"),
        channels(
            "de: { account: eu, url: http://h, »limits: { parallel: 2 } }",
            "limits are shared by all channels of the account",
            "take it out"),
        channels(
            "de: { account: eu, url: http://h }\n  »fr: { account: eu, url: http://h }",
            "channels.de of account 'eu' does so already",
            "send: [price, product]"),
        channels(
            "de: { account: eu, url: http://h }\n"
                + "  fr: { account: eu, url: http://h, send: »[stock] }",
            "channels.de of account 'eu' does so already",
            "send: [price, product]"),
        channels("»de: { account: eu }", "'url' is missing", ""),
        file("accounts: { »eu: { url: http://h } }\n", "'adapter' is missing in accounts.eu", ""),
        file("accounts: { eu: { »adaptr: http } }\n", "unknown key 'adaptr'", "'adapter'"),
        file("accounts: { eu: { adapter: »htpp } }\n", "cannot be 'htpp'", "'http'"),
        file("accounts: { eu: { adapter: http, »atuh: {} } }\n", "unknown key 'atuh'", "'auth'"),
        file(
            "accounts: { eu: { adapter: http, auth: { bearer: »hunter2 } } }\n",
            "must not be written here in clear",
            "${env:NAME}"),
        file(
            "accounts: { eu: { adapter: http, limits: { parallel: »0 } } }\n",
            "must be from 1",
            ""));
  }

  private static BrokenFile channels(String channels, String reason, String hint) {
    return BrokenFile.channels(
        reason,
        ACCOUNT.replace("\"${env:TOKEN}\"", "\"${env:TOKEN:-x}\"")
            + "channels:\n  "
            + channels
            + "\n",
        reason,
        hint);
  }

  private static BrokenFile file(String accounts, String reason, String hint) {
    return BrokenFile.channels(
        reason,
        "version: 1\n" + accounts + "channels: { de: { account: eu, url: http://h } }\n",
        reason,
        hint);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void isReportedAtItsPlaceWithWhatToDo(BrokenFile file, @TempDir Path files) {
    file.assertReportedIn(files);
  }

  @Test
  void unusedAccountIsNoted() {
    String text = ACCOUNT.replace("${env:TOKEN}", "${env:TOKEN:-x}");

    assertThat(
            new ConfigFiles(directory)
                .channels(text + "channels: { a: { adapter: http, url: http://h } }\n")
                .problems())
        .singleElement()
        .satisfies(note -> assertThat(note.isError()).isFalse())
        .satisfies(note -> assertThat(note.message()).isEqualTo("account 'eu' is not used"));
  }
}
