package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.config.SourceConfig.Rabbit;
import io.sluice.gateway.rehearsal.RuleTests;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExampleFilesTest {
  @Test
  void filesThatPeopleCopyRunAsTheyAre() {
    ConfigResult result = ConfigReader.read(ExampleFiles.directory(), Environment.of(Map.of()));

    assertThat(ProblemPrinter.print(result.problems())).isEmpty();
    Configuration configuration = ((ConfigResult.Valid) result).configuration();
    assertThat(configuration.gateway().sources())
        .singleElement()
        .satisfies(
            source -> assertThat(((Rabbit) source).broker()).isEqualTo("amqp://127.0.0.1:5672"));
    assertThat(configuration.channels().stream().map(ChannelConfig::keep))
        .containsExactly(Keep.LATEST_PER_SKU, Keep.EVERY_CHANGE);
  }

  @Test
  void merchantsExampleIsFineAndItsTestsPass() {
    ConfigResult result =
        ConfigReader.read(
            ExampleFiles.directory().resolve("example"),
            Environment.of(Map.of())
                .forOfflineCheck()
                .at(InstantSource.fixed(Instant.parse("2026-11-01T00:00:00Z"))));

    assertThat(result.problems()).noneMatch(Problem::isError);
    assertThat(result.problems())
        .extracting(Problem::message)
        .allMatch(message -> message.matches(".* (is not set|cannot be read) here"));
    List<RuleTests.Result> results =
        ((ConfigResult.Valid) result).configuration().rehearse(Instant.EPOCH);
    assertThat(results).hasSize(5);
    assertThat(results).allSatisfy(each -> assertThat(each.differences()).isEmpty());
  }

  @Test
  void filesAreReadTheSameFromARelativePath() {
    Path relative =
        Path.of("").toAbsolutePath().relativize(ExampleFiles.directory().toAbsolutePath());
    ConfigResult result = ConfigReader.read(relative, Environment.of(Map.of()).forOfflineCheck());
    assertThat(result.problems()).isEqualTo(List.of());
  }
}
