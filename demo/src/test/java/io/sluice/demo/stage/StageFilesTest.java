package io.sluice.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.demo.market.Markets;
import io.sluice.demo.shop.Catalogue;
import io.sluice.gateway.config.ConfigReader;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.ProblemPrinter;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageFilesTest {
  @TempDir private Path directory;

  @Test
  void configurationIsValidWithBothKindsOfChannel() {
    StageFiles files = StageFiles.in(directory);
    String channels =
        StandIn.ALL.stream()
            .map(channel -> channel.yaml("http://127.0.0.1:1/c/x"))
            .collect(Collectors.joining("\n"));
    files.write(
        "amqp://guest:guest@127.0.0.1:5672", "127.0.0.1:0", "arrival", StandIn.DEFAULTS, channels);

    ConfigResult result = ConfigReader.read(files.config(), Environment.of(Map.of()));

    assertThat(result.problems()).isEmpty();
    assertThat(((ConfigResult.Valid) result).configuration().channels())
        .extracting(channel -> channel.id() + " " + channel.keep())
        .hasSize(4)
        .anyMatch(text -> text.matches("(?i)marketplace latest.per.sku"))
        .anyMatch(text -> text.matches("(?i)reporting every.change"));
  }

  @Test
  void configurationOfMarketplacesIsValidWithoutAnyVariable() {
    StageFiles files = StageFiles.in(directory);
    Vertx vertx = Vertx.vertx();
    try {
      Markets markets = new Markets(vertx, InstantSource.system(), Catalogue.of(1, 1));
      files.write(
          "amqp://127.0.0.1:5672", "127.0.0.1:0", "arrival", markets.sections(), markets.yaml());
    } finally {
      vertx.close();
    }

    ConfigResult result = ConfigReader.read(files.config(), Environment.of(Map.of()));

    assertThat(ProblemPrinter.print(result.problems())).isEmpty();
    assertThat(((ConfigResult.Valid) result).configuration().channels())
        .extracting(channel -> channel.id().toString())
        .containsExactly("amazon_de", "bol_nl", "shopify_eu", "woo_b2b");
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
