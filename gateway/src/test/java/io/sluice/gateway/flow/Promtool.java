package io.sluice.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Prometheus' own judge of rules and metrics. */
final class Promtool {
  private static final int SECONDS_AT_MOST = 60;

  private final Path program;

  private Promtool(Path program) {
    this.program = program;
  }

  /** Skips the test where there is none; in CI that fails. */
  static Promtool findOrSkip() {
    for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
      Path program = Path.of(directory, "promtool");
      if (Files.isExecutable(program)) {
        return new Promtool(program);
      }
    }
    assertThat(System.getenv("CI")).as("promtool is required in CI").isNotEqualTo("true");
    Assumptions.abort("needs promtool, of Debian's package prometheus");
    throw new IllegalStateException("aborted");
  }

  /** Fails with what it says where it finds anything wrong. */
  void approves(Path directory, Path input, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectInput(input.toFile())
              .start();
      byte[] said = process.getInputStream().readAllBytes();
      assertThat(process.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(new String(said, StandardCharsets.UTF_8)).isZero();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
