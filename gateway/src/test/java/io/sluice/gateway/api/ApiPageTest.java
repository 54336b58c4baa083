package io.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Runs what docs/api.md tells people to run. */
class ApiPageTest {
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Path PAGE = Path.of(System.getProperty("sluice.root", ".."), "docs/api.md");

  private static List<String> commands() throws IOException {
    return BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .flatMap(block -> Pattern.compile("(?m)^(?=curl)").splitAsStream(block.group(1)))
        .filter(command -> !command.isBlank())
        .collect(Collectors.toUnmodifiableList());
  }

  @Test
  void everyCallOnThePageIsAnsweredWithSuccess() throws Exception {
    assumeThat(isInstalled()).as("bash and curl are here").isTrue();
    try (RunningApi api = new RunningApi()) {
      fill(api.operations);
      for (String command : commands()) {
        String onFreePort = command.replace("127.0.0.1:8080", "127.0.0.1:" + api.port());
        assertThat(run(onFreePort.replace("curl -s", "curl -sS --fail-with-body")))
            .as(command)
            .isZero();
      }
      assertThat(api.operations.calls).hasSizeGreaterThan(13);
      assertThat(api.operations.intake.ids).containsExactly("1");
    }
  }

  private static void fill(InMemoryOperations operations) {
    operations.channels.put("shop", Views.channel("shop", ""));
    operations.skus.put("shoe 42/red", Views.sku("shoe 42/red"));
    operations.facts.put("shoe 42/red", Views.facts("shoe 42/red"));
    operations.timelines.put("4711", Views.timeline(4711, "e-1", "A-1000"));
    operations.dead.add(Views.held("shop", "a", "dead", ""));
    operations.dead.add(Views.held("shop", "b", "dead", ""));
  }

  private static boolean isInstalled() {
    try {
      return run("curl --version") == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  private static int run(String command) throws IOException {
    Process process = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(output).isTrue();
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
