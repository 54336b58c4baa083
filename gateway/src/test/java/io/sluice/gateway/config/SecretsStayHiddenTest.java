package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A problem is printed, logged and pasted into tickets: no line of it may tell a secret. */
class SecretsStayHiddenTest {
  private static final String SECRET = "hunter2";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "auth: { bearer: hunter2 }",
        "auth: { bearer: \"hunter2\", sendd: x }",
        "auth: { baerer: hunter2 }",
        "auth: hunter2",
        "auth: [hunter2]",
        "auth: { bearer: !hunter2 }",
        "auth: { bearer: {hunter2} }",
        "auth: { bearer: {hunter2}x }",
        "auth: { bearer: \"hunter2 }",
        "auth: { bearer: @hunter2 }",
        "auth: { bearer: hunter2: x }",
        "auth: { basic: { user: me, password: hunter2 }, mistake: 1 }",
        "auth: { basic: { user: me, passwrod: hunter2 } }",
        "sign: { standard_webhooks: whsec_hunter2, mistake: 1 }",
        "api_key: hunter2",
        "access_token: hunter2",
        "total_timeout: \"amqp://me:hunter2@host\"",
        "total_timeout: http://me:hunter2@host",
        "headers: { Authorization: Bearer hunter2, X: [] }",
        "sgin: { standard_webhooks: hunter2 }",
        "url: ftp://me:hunter2@host",
        "url: \"${env:SECRET}\"",
        "attempts: \"${env:SECRET}\"",
        "method: \"${env:SECRET}\"",
        "auth: { bearer: \"${env:UNSET_hunter}${env:SECRET}\" }"
      })
  void noProblemOfAChannelTellsIt(String line) {
    String text =
        "version: 1\nchannels:\n  shop:\n    adapter: http\n    " + line + "\n    unknown: 1\n";
    assertHidden(
        new ConfigFiles(directory).channels(text).with(Map.of("SECRET", SECRET)).problems());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uri: amqp://me:hunter2@host",
        "uri: \"amqp://me:hunter2@host:${env:PORT}\"",
        "uri: me:hunter2@host",
        "uri: http://me:hunter2@host",
        "uri: amqp://me:hun/hunter2@host",
        "uri: !amqp://me:hunter2@host",
        "uri: [amqp://me:hunter2@host]",
        "uri: \"${env:URI}\"",
        "urii: amqp://me:hunter2@host",
        "uri: \"${env:URI:-amqp://me:hunter2@host}\", prefetch: 0"
      })
  void noProblemOfASourceTellsIt(String keys) {
    String text = "version: 1\nsources:\n  pim: { kind: rabbitmq, " + keys + ", unknown: 1 }\n";
    assertHidden(
        new ConfigFiles(directory)
            .gateway(text)
            .with(Map.of("URI", "ftp://me:hunter2@host"))
            .problems());
  }

  @Test
  void passwordOfTheStoreIsHidden() {
    var files =
        new ConfigFiles(directory)
            .gateway(
                ConfigFiles.GATEWAY
                    + "store: { url: \"jdbc:postgresql://h/d?user=a&password=hunter2\", cahce: 1 }\n");
    assertHidden(files.problems());
  }

  @Test
  void secretInAFileIsReadWithoutItsLineEndAndNeverPrinted() {
    var files =
        new ConfigFiles(directory)
            .channels(
                ConfigFiles.CHANNELS.replace("url", "auth: { bearer: \"${file:token}\" }, url"))
            .write("token", SECRET + "\n");
    assertThat(files.configuration().toString()).doesNotContain(SECRET);
    assertThat(files.channel().settings().toString()).contains("***").doesNotContain(SECRET);
  }

  @Test
  void caretsStayUnderTheirWordWhenASecretBeforeThemIsMasked() {
    var files =
        new ConfigFiles(directory)
            .channels(
                ConfigFiles.CHANNELS.replace(
                    "url", "auth: { bearer: hunter2hunter2, wrong: 1 }, url"));
    List<String> printed = ProblemPrinter.print(files.problems()).lines().toList();
    assertThat(printed.get(2).indexOf('^')).isEqualTo(printed.get(1).indexOf("***"));
    assertThat(printed.get(5).indexOf("^^^^^")).isEqualTo(printed.get(4).indexOf("wrong: 1"));
  }

  private static void assertHidden(List<Problem> problems) {
    assertThat(problems).isNotEmpty();
    assertThat(ProblemPrinter.print(problems)).doesNotContain(SECRET);
    assertThat(problems.toString()).doesNotContain(SECRET);
  }
}
