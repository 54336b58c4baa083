package io.sluice.gateway.config;

import static io.sluice.gateway.config.BrokenFile.channels;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong before any key is looked at. */
class BrokenYamlTest {
  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource({"syntax", "traps"})
  void isReportedAtItsPlaceWithWhatToDo(BrokenFile broken) {
    broken.assertReportedIn(directory);
  }

  static List<BrokenFile> syntax() {
    return List.of(
        yaml("version: 1\nchannels:\n»\tshop: {}\n", "a tab cannot indent", "use spaces"),
        yaml("version: »\"1\nchannels: {}\n", "this quote is never closed", "add the quote"),
        yaml("version: »'1\nchannels: {}\n", "this quote is never closed", "add the quote"),
        yaml("version: »@1\n", "a value cannot begin with @", "quotes"),
        yaml("version: »`1`\n", "a value cannot begin with `", "quotes"),
        yaml("version: »%1\n", "a value cannot begin with %", "quotes"),
        yaml("version: »*one\n", "there is no anchor of this name", "begins with *"),
        yaml("version: 1\nchannels: shop»: {}\n", "a key is not expected here", "indentation"),
        yaml("  version: 1\n »channels: {}\n", "is indented differently", "same indentation"),
        yaml("version: [1\nchannels»: {}\n", "this [ is not closed", "close with ]"),
        yaml("version: {a: 1\nchannels»: {}\n", "this { is not closed", "close with }"),
        yaml("version: \"1\" »1\n", "text after the end of the value", "quotes"),
        yaml("version: \"\\»q\"\n", "this escape is not known", "backslash"),
        yaml("version: 1\n»---\nversion: 1\n", "a second document begins here", "'---'"),
        yaml("version: »\u0007\n", "character U+0007 is not allowed", "remove it"),
        yaml("%YAML 2.0\n---\nversion: 1\n", "is no YAML 1.2", "%YAML"),
        yaml("a: " + "[".repeat(31) + "»[".repeat(1) + "[".repeat(5), "deeper than 32", ""),
        yaml(ConfigFiles.CHANNELS + "? »[a, b]\n: 1\n", "a key must be a word", "in quotes"));
  }

  static List<BrokenFile> traps() {
    return List.of(
        shop(
            "url: »!attr.url",
            "a value that begins with ! is read as a YAML tag",
            "put the whole value in quotes"),
        shop("url: »!!binary aGk=", "is read as a YAML tag", "in quotes"),
        shop(
            "url: {base}»/stock",
            "a value that begins with { is read as a map",
            "put the whole value in quotes"),
        shop(
            "url: »{sku}",
            "'url' in channels.shop: a value that begins with { is read as a map",
            "put the whole value in quotes"),
        shop(
            "headers: { X-Sku: sku-»{sku}, X-Shop: a }",
            "between { } a text must not hold another {",
            "{ key: \"...{sku}...\" }"),
        shop(
            "auth: { bearer: $»{env:TOKEN} }",
            "between { } a text must not hold another {",
            "put the text in quotes"));
  }

  @Test
  void valueThatACommentCutsIsNoted() {
    var files =
        new ConfigFiles(directory)
            .channels(
                ConfigFiles.CHANNELS.replace("{ adapter: http, url: http://127.0.0.1:9090 }", "")
                    + "    adapter: http\n    url: http://h/shop #1\n");
    assertThat(files.channel().settings().values()).containsEntry("url", "http://h/shop");
    assertThat(files.problems())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.severity()).isEqualTo(Problem.Severity.NOTE);
              assertThat(note.line() + ":" + note.column()).isEqualTo("5:10");
              assertThat(note.message()).contains("ends before ' #'");
              assertThat(note.hint()).contains("put the whole value in quotes");
            });
  }

  @Test
  void commentWithASpaceAfterTheSignIsJustAComment() {
    var files =
        new ConfigFiles(directory)
            .gateway(ConfigFiles.GATEWAY + "api: # here\n  listen: localhost:1 # any\n");
    assertThat(files.problems()).isEmpty();
  }

  @Test
  void aliasBombIsReported() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 9; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9)));
    }
    assertThat(new ConfigFiles(directory).channels(bomb.toString()).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("more than 50 aliases"));
  }

  @Test
  void mapThatHoldsItselfIsReportedOnce() {
    var files = new ConfigFiles(directory).channels("version: 1\nchannels: &all\n  shop: *all\n");
    assertThat(files.problems()).isNotEmpty().allMatch(Problem::isError);
  }

  @Test
  void hugeFileIsRefusedUnread() {
    var files = new ConfigFiles(directory).channels("#".repeat((10 << 20) + 1));
    assertThat(files.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).isEqualTo("is larger than 10MB"));
  }

  @Test
  void missingFileIsReported() throws IOException {
    var files = new ConfigFiles(directory);
    Files.delete(directory.resolve("channels.yaml"));
    assertThat(ProblemPrinter.print(files.problems()))
        .isEqualTo(
            "channels.yaml: error: there is no such file in "
                + directory
                + "; --config names another directory");
  }

  @Test
  void directoryInPlaceOfAFileIsReported() throws IOException {
    var files = new ConfigFiles(directory);
    Files.delete(directory.resolve("channels.yaml"));
    Files.createDirectory(directory.resolve("channels.yaml"));
    assertThat(files.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).isEqualTo("cannot be read"));
  }

  @Test
  void otherEncodingIsReportedWhereItShows() throws IOException {
    var files = new ConfigFiles(directory);
    Files.write(
        directory.resolve("gateway.yaml"),
        "version: 1\n# Grüße\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(files.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message()).isEqualTo("this is not UTF-8");
              assertThat(problem.line() + ":" + problem.column()).isEqualTo("2:5");
            });
  }

  @Test
  void byteOrderMarkIsNoPartOfTheFirstKey() {
    assertThat(new ConfigFiles(directory).gateway("\uFEFF" + ConfigFiles.GATEWAY).problems())
        .isEmpty();
  }

  private static BrokenFile yaml(String text, String message, String hint) {
    return channels(text.lines().findFirst().orElse(""), text, message, hint);
  }

  private static BrokenFile shop(String line, String message, String hint) {
    String start = "version: 1\nchannels:\n  shop:\n    adapter: http\n    ";
    String url = line.startsWith("url") ? "" : "\n    url: http://h";
    return channels(line, start + line + url + "\n", message, hint);
  }
}
