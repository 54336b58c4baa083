package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.command.CheckOptions;
import io.sluice.gateway.command.Checker.Format;
import io.sluice.gateway.command.RunOptions;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayRunnerTest {
  @TempDir private Path config;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final GatewayRunner runner =
      new GatewayRunner(new PrintWriter(out, true), new PrintWriter(err, true));

  @BeforeEach
  void writeFiles() throws Exception {
    Files.writeString(
        config.resolve("gateway.yaml"),
        "version: 1\nsources:\n  posted: { kind: http, version_from: sequence }\n");
    channels("allow_private");
  }

  private void channels(String key) throws Exception {
    Files.writeString(
        config.resolve("channels.yaml"),
        "version: 1\nchannels:\n  shop: { adapter: http, %s: yes, url: 'https://shop.example/' }\n"
            .formatted(key));
  }

  private int check(Format format) {
    return runner.check(new CheckOptions(config, format, false, config));
  }

  @Test
  void goodConfigurationIsFine() {
    assertThat(check(Format.TEXT)).isZero();
    assertThat(out).hasToString("Fine: 1 source and 1 channel.\n");
  }

  @Test
  void goodConfigurationAsJsonNamesWhatItHas() {
    assertThat(check(Format.JSON)).isZero();
    JsonObject report = new JsonObject(out.toString());
    assertThat(report.getBoolean("valid")).isTrue();
    assertThat(report.getJsonArray("sources")).hasToString("[\"posted\"]");
    assertThat(report.getJsonArray("channels")).hasToString("[\"shop\"]");
  }

  @Test
  void everyProblemIsInTheJsonWithItsPlace() throws Exception {
    channels("alow_private");

    assertThat(check(Format.JSON)).isEqualTo(78);

    JsonObject report = new JsonObject(out.toString());
    assertThat(report.getBoolean("valid")).isFalse();
    JsonObject problem = report.getJsonArray("problems").getJsonObject(0);
    assertThat(problem.getString("file")).isEqualTo("channels.yaml");
    assertThat(problem.getInteger("line")).isEqualTo(3);
    assertThat(problem.getInteger("column")).isEqualTo(26);
    assertThat(problem.getString("severity")).isEqualTo("error");
    assertThat(problem.getString("message")).contains("alow_private");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void problemsAreShownBesideTheLinesOfAPullRequest() throws Exception {
    Files.writeString(
        config.resolve("channels.yaml"),
        "version: 1\nchannels:\n  shop: { adapter: http, url: '${env:UNSET}', \"a,%\": 1 }\n");

    assertThat(check(Format.GITHUB)).isEqualTo(78);

    String file = config.resolve("channels.yaml").toString();
    assertThat(out.toString().lines())
        .anyMatch(
            line ->
                line.startsWith("::error file=" + file + ",line=3,col=47,endColumn=52::")
                    && line.contains("a,%25"))
        .anyMatch(line -> line.startsWith("::notice file=" + file + ",line=3,col=31,"))
        .hasSize(2);
    assertThat(err.toString()).startsWith("1 error.");
  }

  @Test
  void runDoesNotBeginWithABrokenConfiguration() throws Exception {
    channels("alow_private");

    RunOptions options = new RunOptions(config, config, Optional.empty(), true, false);

    assertThat(runner.run(options)).isEqualTo(78);
    assertThat(err.toString()).contains("channels.yaml:3:26: error", "'sluice check' looks again");
  }
}
