package io.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoLogTest {
  /** A process of its own: where a log goes is decided once in it. */
  @Test
  void logOfTheDemoIsInItsDirectoryAndNotBetweenWhatItShows(@TempDir Path directory)
      throws IOException, InterruptedException {
    Path data = directory.resolve("d");
    Process demo =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    DemoMain.class.getName(),
                    "demo",
                    "--once",
                    "--events",
                    "100",
                    "--json",
                    "--data",
                    data.toString()))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("said").toFile())
            .start();
    try {
      assertThat(demo.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      demo.destroyForcibly();
    }

    assertThat(data.resolve("demo.log")).content().contains("Ready, API on port");
    assertThat(directory.resolve("said"))
        .content()
        .startsWith("{\"published\":100,")
        .hasLineCount(1);
  }
}
