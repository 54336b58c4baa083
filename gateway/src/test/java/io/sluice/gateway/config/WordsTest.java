package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.validation.Suggestions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Units, suggestions and how a problem is printed. */
class WordsTest {
  @ParameterizedTest
  @CsvSource({"500ms,500", "30s,30000", "5m,300000", "2h,7200000", "3d,259200000", "0,0", "0s,0"})
  void durationsAreReadWithTheirUnit(String text, long millis) {
    assertThat(Units.duration(text)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"1B,1", "512KB,524288", "1MB,1048576", "5GB,5368709120", "1TB,1099511627776", "0,0"})
  void sizesAreBinary(String text, long bytes) {
    assertThat(Units.bytes(text)).contains(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "s", "1.5s", "-1s", "5 s", "5S", "5min", "1h30m", "999999999999999d"})
  void whatIsNoDurationIsNone(String text) {
    assertThat(Units.duration(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5mb", "5 MB", "1.5GB", "-1MB", "999999999999999TB", "5GiB"})
  void whatIsNoSizeIsNone(String text) {
    assertThat(Units.bytes(text)).isEmpty();
  }

  @Test
  void valuesArePrintedInTheLargestUnitThatHoldsThemWhole() {
    assertThat(Units.print(Duration.ofSeconds(90))).isEqualTo("90s");
    assertThat(Units.print(Duration.ofDays(2))).isEqualTo("2d");
    assertThat(Units.print(Duration.ofNanos(1))).isEqualTo("PT0.000000001S");
    assertThat(Units.print(Duration.ZERO)).isEqualTo("0");
    assertThat(Units.print(1_536L << 10)).isEqualTo("1536KB");
    assertThat(Units.print(5L << 30)).isEqualTo("5GB");
  }

  @ParameterizedTest
  @CsvSource({
    "keep_back,keep_back,0",
    "keep_bak,keep_back,1",
    "kepe_back,keep_back,1",
    "kepe_bakc,keep_back,2",
    "send,price,5"
  })
  void swappedLettersCountOnce(String written, String meant, int distance) {
    assertThat(Suggestions.distance(written, meant)).isEqualTo(distance);
  }

  @Test
  void nearestSiblingIsSuggestedAndNothingFarther() {
    assertThat(Suggestions.hint("keep_bak", List.of("warehouses", "keep_back")))
        .isEqualTo("did you mean 'keep_back'? (allowed: warehouses, keep_back)");
    assertThat(Suggestions.hint("limit", List.of("url", "for"))).isEqualTo("allowed: url, for");
    assertThat(Suggestions.closest("os", List.of("for"))).isEmpty();
  }

  @Test
  void placeIsShownInPartWhereALineIsLong() {
    String line = "x".repeat(300) + "HERE" + "y".repeat(300);
    Problem problem = problem(line, 301, 4);
    List<String> printed = ProblemPrinter.print(problem).lines().toList();
    assertThat(printed.get(1)).hasSizeLessThan(140).contains("HERE");
    assertThat(printed.get(2).indexOf('^')).isEqualTo(printed.get(1).indexOf("HERE"));
  }

  @Test
  void caretsCountCharactersThatTakeTwoUnitsOnce() {
    List<String> printed = ProblemPrinter.print(problem("😀😀 wrong", 4, 5)).lines().toList();
    assertThat(printed.get(2)).isEqualTo("      |    ^^^^^ do this");
  }

  @Test
  void caretsKeepTheTabsBeforeThem() {
    List<String> printed = ProblemPrinter.print(problem("a\twrong", 3, 5)).lines().toList();
    assertThat(printed.get(2)).isEqualTo("      |  \t^^^^^ do this");
  }

  @Test
  void problemOfAWholeFileHasNoExcerpt() {
    Problem problem =
        new Problem("a.yaml", 0, 0, 1, Problem.Severity.NOTE, "odd", "look", Optional.empty());
    assertThat(ProblemPrinter.print(problem)).isEqualTo("a.yaml: note: odd; look");
  }

  private static Problem problem(String line, int column, int length) {
    return new Problem(
        "a.yaml",
        7,
        column,
        length,
        Problem.Severity.ERROR,
        "wrong",
        "do this",
        Optional.of(new Problem.Excerpt(line, column, length)));
  }
}
