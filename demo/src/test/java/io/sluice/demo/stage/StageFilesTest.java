package io.sluice.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.config.ConfigReader;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.gateway.config.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageFilesTest {
  @TempDir private Path directory;

  @Test
  void configurationIsValidWithBothKindsOfChannel() {
    StageFiles files = StageFiles.in(directory);
    Map<String, String> urls =
        StandIn.ALL.stream()
            .collect(Collectors.toMap(StandIn::name, each -> "http://127.0.0.1:1/c/x"));
    files.write("amqp://guest:guest@127.0.0.1:5672", "127.0.0.1:0", "arrival", StandIn.ALL, urls);

    ConfigResult result = ConfigReader.read(files.config(), Environment.of(Map.of()));

    assertThat(result.problems()).isEmpty();
    assertThat(((ConfigResult.Valid) result).configuration().channels())
        .extracting(channel -> channel.id() + " " + channel.keep())
        .hasSize(4)
        .anyMatch(text -> text.matches("(?i)marketplace latest.per.sku"))
        .anyMatch(text -> text.matches("(?i)reporting every.change"));
  }

  @Test
  void directoryWithSomethingElseIsLeftAlone() throws IOException {
    Files.writeString(directory.resolve("gateway.yaml"), "mine");

    assertThatThrownBy(() -> StageFiles.in(directory))
        .isInstanceOf(StageException.class)
        .hasMessageContaining("--data");
    assertThat(directory.resolve("gateway.yaml")).hasContent("mine");
  }

  @Test
  void directoryOfAnEarlierDemoIsUsedAgain() throws IOException {
    Path store = Files.createDirectories(StageFiles.in(directory).store());
    Files.writeString(store.resolve("sluice.mv.db"), "old");

    StageFiles again = StageFiles.in(directory);
    assertThat(store.resolve("sluice.mv.db")).exists();
    again.forget();
    assertThat(store).doesNotExist();
  }
}
