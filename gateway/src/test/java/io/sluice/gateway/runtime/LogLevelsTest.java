package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.operations.LogLevelView;
import io.sluice.gateway.operations.OperationException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLevelsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Map<String, @Nullable String> levels = new HashMap<>(Map.of("io.sluice", "warn"));
  private final LogLevels changes =
      new LogLevels(
          new LogLevels.Loggers() {
            @Override
            public @Nullable String level(String logger) {
              return levels.get(logger);
            }

            @Override
            public void set(String logger, @Nullable String level) {
              levels.put(logger, level);
            }
          });

  @Test
  void endsByItselfAfterAnHourWithWhatWasConfigured() {
    changes.set("io.sluice", "DEBUG", null, NOW);
    changes.set("io.sluice", "trace", null, NOW);
    changes.set("com.rabbitmq", "info", NOW.plusSeconds(60), NOW);

    assertThat(levels).containsEntry("io.sluice", "trace").containsEntry("com.rabbitmq", "info");
    changes.timePassed(NOW.plusSeconds(60));
    assertThat(changes.all())
        .containsExactly(new LogLevelView("io.sluice", "trace", NOW.plus(Duration.ofHours(1))));
    assertThat(levels.get("com.rabbitmq")).isNull();
    changes.timePassed(NOW.plusSeconds(3_600));
    assertThat(levels).containsEntry("io.sluice", "warn");
    assertThat(changes.all()).isEmpty();
  }

  @Test
  void rootIsOneHoweverItIsSpelt() {
    levels.put("root", "info");
    changes.set("root", "error", NOW.plusSeconds(60), NOW);
    changes.set("ROOT", "warn", NOW.plusSeconds(120), NOW);

    changes.timePassed(NOW.plusSeconds(60));
    assertThat(levels).containsEntry("root", "warn");
    changes.timePassed(NOW.plusSeconds(120));
    assertThat(levels).containsEntry("root", "info");
  }

  @Test
  void isResetByHandAndWithTheGateway() {
    changes.set("io.sluice", "debug", null, NOW);
    changes.set("sluice.audit", "debug", null, NOW);
    changes.set("io.sluice", null, null, NOW);
    assertThat(levels).containsEntry("io.sluice", "warn");

    changes.resetAll();

    assertThat(levels.get("sluice.audit")).isNull();
    assertThat(changes.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "root, debug, is not masked",
    "ROOT, trace, is not masked",
    "io.vertx, debug, is not masked",
    "io.sluicer, debug, is not masked",
    "io.sluice, off, level must be one of",
    "io sluice, info, logger must be a name",
  })
  void whatMayShowSecretsOrIsNoLevelIsRefused(String logger, String level, String why) {
    assertThatThrownBy(() -> changes.set(logger, level, null, NOW))
        .isInstanceOf(OperationException.class)
        .hasMessageContaining(why);
    assertThat(changes.all()).isEmpty();
  }

  @Test
  void aDayAtMost() {
    assertThatThrownBy(() -> changes.set("io.sluice", "debug", NOW.plusSeconds(86_401), NOW))
        .hasMessageContaining("within the next 24 hours");
    assertThatThrownBy(() -> changes.set("io.sluice", "debug", NOW, NOW))
        .hasMessageContaining("within the next 24 hours");
  }
}
