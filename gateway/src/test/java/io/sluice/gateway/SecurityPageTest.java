package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every threat of docs/security.md names tests, and they are there. */
class SecurityPageTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root", ".."));
  private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9]+)`");

  /** Each row: threat, what is done, tests. */
  private static List<String[]> rows() throws IOException {
    return Files.readAllLines(ROOT.resolve("docs/security.md")).stream()
        .filter(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> line.substring(1, line.lastIndexOf('|')).split("\\|"))
        .toList();
  }

  private static List<String> tests(String[] row) {
    return NAME.matcher(row[2]).results().map((MatchResult found) -> found.group(1)).toList();
  }

  /** Names of the classes with tests of all modules. */
  private static Set<String> classes() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .flatMap(SecurityPageTest::withTests)
          .collect(Collectors.toSet());
    }
  }

  private static Stream<String> withTests(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java") && hasTests(file))
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .toList()
          .stream();
    } catch (IOException problem) {
      throw new java.io.UncheckedIOException(problem);
    }
  }

  private static boolean hasTests(Path file) {
    try {
      String text = Files.readString(file);
      return Stream.of("@Test", "@ParameterizedTest", "@ArchTest", "@Property")
          .anyMatch(text::contains);
    } catch (IOException problem) {
      throw new java.io.UncheckedIOException(problem);
    }
  }

  @Test
  void everyThreatNamesTestsThatAreThere() throws IOException {
    Set<String> classes = classes();
    assertThat(rows()).hasSizeGreaterThanOrEqualTo(17);
    for (String[] row : rows()) {
      assertThat(row).as(Arrays.toString(row)).hasSize(3);
      assertThat(row[1]).as(row[0]).isNotBlank();
      assertThat(tests(row)).as(row[0]).isNotEmpty().allMatch(classes::contains);
    }
  }
}
