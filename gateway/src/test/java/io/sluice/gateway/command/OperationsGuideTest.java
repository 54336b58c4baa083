package io.sluice.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/operations.md tells people to type and to open is there. */
class OperationsGuideTest {
  private static final Pattern COMMAND = Pattern.compile("`sluice ([^`]+)`");
  private static final Pattern PAGE = Pattern.compile("`#/([a-z-]*)(?:/[^`]*)?`");
  private static final Pattern PICTURE = Pattern.compile("\\((images/[^)]+)\\)");

  private static Path docs() {
    return Path.of(System.getProperty("sluice.root", ".."), "docs");
  }

  private static List<String> found(Pattern pattern) {
    try {
      return pattern
          .matcher(Files.readString(docs().resolve("operations.md")))
          .results()
          .map(result -> result.group(1))
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Some are only named in a sentence. */
  static List<String> commands() {
    List<String> named = List.of("backup", "rate", "pause", "restore");
    return found(COMMAND).stream().filter(command -> !named.contains(command)).toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void commandCanBeTyped(String command) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    SluiceCommand sluice =
        new SluiceCommand(
            options -> 0,
            options -> 0,
            (config, json) -> 0,
            (options, facts) -> 0,
            Cli.keeper((said) -> 0),
            Demo.missing(),
            nowhere,
            nowhere,
            Map.of());

    assertThatCode(() -> sluice.commandLine().parseArgs(command.split(" ")))
        .doesNotThrowAnyException();
  }

  @Test
  void pagesAndPicturesAreThere() throws IOException {
    String app;
    try (var stream = OperationsGuideTest.class.getResourceAsStream("/dashboard/app.js")) {
      app = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    Matcher table = Pattern.compile("const PAGES = \\{(.*?)\n};", Pattern.DOTALL).matcher(app);
    assertThat(table.find()).isTrue();

    List<String> pages = found(PAGE);

    assertThat(pages).hasSizeGreaterThan(8);
    assertThat(pages)
        .allMatch(
            page ->
                Pattern.compile("^ +'?" + page + "'?: \\{", Pattern.MULTILINE)
                    .matcher(table.group(1))
                    .find());
    assertThat(found(PICTURE)).hasSize(2).allMatch(each -> Files.exists(docs().resolve(each)));
    assertThat(commands()).hasSizeGreaterThan(35);
  }
}
