package io.sluice.trials.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The first load with processes of its own, small. */
@Tag("process")
class FirstLoadTest {
  private static final int ROWS = 3_000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void everyChannelGetsEverythingOnceAndNothingWhenTheFileIsImportedAgain() {
    JsonObject found;
    try (Stage stage = new Stage(directory, List.of(), List.of())) {
      found = new FirstLoad().measure(stage, new Plan(1, ROWS / 1e6));
    }

    assertThat(found.getJsonObject("first").getJsonObject("events"))
        .isEqualTo(new JsonObject().put("new", 3 * ROWS));
    assertThat(found.getJsonObject("again").getJsonObject("events"))
        .isEqualTo(new JsonObject().put("duplicate", 3 * ROWS));
    assertThat(found.getLong("updates a channel")).isEqualTo(3 * ROWS);
  }
}
