package io.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.demo.shop.Catalogue;
import io.sluice.demo.stage.Stage;
import io.sluice.demo.stage.StageFiles;
import io.sluice.gateway.api.ListenAddress;
import io.sluice.simulator.time.TimeLapse;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MorningTest {
  /** All of them: {@code -Dsluice.morning.products=2000}. */
  private static final int PRODUCTS = Integer.getInteger("sluice.morning.products", 150);

  @TempDir private Path directory;

  @Test
  void everyListingEndsAsTheRulesSayAndNoLimitIsBroken() {
    Catalogue catalogue = Morning.catalogue(PRODUCTS);
    ListenAddress listen = new ListenAddress("127.0.0.1", 0);
    StageFiles files = StageFiles.in(directory.resolve("d"));
    List<String> steps = new ArrayList<>();
    MorningResult result;
    try (TimeLapse time = new TimeLapse(Morning.BEGINS, Morning.FACTOR);
        Stage stage = Stage.open(files, Morning.plan(listen, catalogue, time))) {
      result = new Morning(stage, time, catalogue, steps::add).run();
    }

    assertThat(result.samples()).as(String.join("\n", steps)).isEmpty();
    assertThat(result.violations()).isEmpty();
    assertThat(result.clean()).isTrue();
    assertThat(result.restarts()).isEqualTo(2);
    // One for each start, and another where it ended; bol was down at the last start.
    assertThat(result.tokens().get("amazon_de")).isGreaterThan(3);
    assertThat(result.tokens().get("shopify_eu")).isGreaterThan(3);
    assertThat(result.tokens().get("bol_nl")).isGreaterThan(2);
    assertThat(result.simulated()).isGreaterThan(Duration.ofMinutes(70));
    int variants =
        catalogue.products().stream().mapToInt(product -> product.variants().size()).sum();
    assertThat(result.listings())
        .containsEntry("shopify_eu", variants)
        .containsEntry("woo_b2b", variants)
        // Every fiftieth is sold no more.
        .containsEntry("bol_nl", variants - (variants + 49) / 50);
    assertThat(result.listings().get("amazon_de")).isPositive().isLessThan(variants);
    assertThat(steps).first().asString().matches("07:\\d\\d " + PRODUCTS + " new products.*");
  }

  @Test
  void whatWentWrongIsTold() {
    MorningResult result =
        new MorningResult(
            9,
            Map.of("bol_nl", 3),
            1,
            Map.of("bol_nl: over the budget", 2),
            2,
            Map.of("bol_nl", 4),
            Duration.ofMinutes(80),
            Duration.ofSeconds(40),
            List.of("bol_nl should have more"));

    assertThat(result.clean()).isFalse();
    assertThat(
            new JsonObject(result.json())
                .getJsonObject("violations")
                .getInteger("bol_nl: over the budget"))
        .isEqualTo(2);
    assertThat(result.words()).contains("rules say 1", "over the budget=2", "promise was broken");
  }
}
