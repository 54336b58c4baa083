package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a keyboard, a disk or a merge does to a file: reading answers, it never throws. */
class ConfigFuzzTest {
  private static final int ROUNDS = 200;
  private static final String[] BITS = {
    "{",
    "}",
    "[",
    "]",
    ": ",
    "- ",
    "\n",
    "\t",
    "\"",
    "'",
    "#",
    " #",
    "&a ",
    "*a",
    "!x ",
    "|\n",
    ">\n",
    "${env:",
    "${file:/}",
    "}",
    "%",
    "@",
    "\u0000",
    "\u2028",
    "\uD83D\uDE00",
    "? ",
    "---\n",
    "...\n",
    "<<: ",
    "~",
    "null",
    "0",
    "-1",
    "99999999999999999999",
    "1e9",
    "   "
  };

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void mutatedFilesAreAnsweredWithProblemsOrAConfiguration(long seed) throws IOException {
    Random random = new Random(seed);
    String gateway = Files.readString(ExampleFiles.directory().resolve("gateway.yaml"));
    String channels = Files.readString(ExampleFiles.directory().resolve("channels.yaml"));
    ConfigFiles files = new ConfigFiles(directory);
    for (int round = 0; round < ROUNDS; round++) {
      write("gateway.yaml", mutated(gateway, random));
      write("channels.yaml", mutated(channels, random));
      ConfigResult result = files.read();
      assertThat(result.problems().stream().anyMatch(Problem::isError))
          .as("seed %d round %d", seed, round)
          .isEqualTo(result instanceof ConfigResult.Invalid);
      assertThat(ProblemPrinter.print(result.problems())).isNotNull();
      if (result instanceof ConfigResult.Valid valid) {
        assertThat(valid.configuration().summary()).isNotEmpty();
      }
    }
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(directory.resolve(name), bytes);
  }

  /** One to four changes: most files then get past the parser and reach the readers. */
  private static byte[] mutated(String text, Random random) {
    StringBuilder mutated = new StringBuilder(text);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int from = random.nextInt(mutated.length() + 1);
      int to = Math.min(mutated.length(), from + random.nextInt(12));
      switch (random.nextInt(5)) {
        case 0 -> mutated.delete(from, to);
        case 1 -> mutated.insert(from, BITS[random.nextInt(BITS.length)]);
        case 2 -> mutated.replace(from, to, BITS[random.nextInt(BITS.length)]);
        case 3 -> mutated.insert(from, mutated.substring(from, to));
        default ->
            mutated.insert(random.nextInt(mutated.length() + 1), mutated.substring(from, to));
      }
    }
    byte[] bytes = mutated.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(20) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }
}
