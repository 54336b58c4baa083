package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/**
 * A file with one mistake.
 *
 * @param text with » where the problem must point to
 * @param message what it must say, in part
 * @param hint what must help, in part
 */
record BrokenFile(String name, boolean gateway, String text, String message, String hint) {
  private static final String MARK = "»";

  static BrokenFile gateway(String name, String text, String message, String hint) {
    return new BrokenFile(name, true, text, message, hint);
  }

  static BrokenFile channels(String name, String text, String message, String hint) {
    return new BrokenFile(name, false, text, message, hint);
  }

  void assertReportedIn(Path directory) {
    String broken = text.replace(MARK, "");
    ConfigFiles files = new ConfigFiles(directory);
    List<Problem> problems =
        (gateway ? files.gateway(broken) : files.channels(broken))
            .problems().stream().filter(Problem::isError).toList();
    assertThat(problems).as(ProblemPrinter.print(problems)).hasSize(1);
    Problem problem = problems.get(0);
    assertThat(problem.file())
        .isEqualTo(gateway ? ConfigReader.GATEWAY_FILE : ConfigReader.CHANNELS_FILE);
    assertThat(problem.line() + ":" + problem.column())
        .as(ProblemPrinter.print(problem))
        .isEqualTo(place());
    assertThat(problem.message()).contains(message);
    assertThat(problem.hint()).contains(hint);
  }

  /** Without a mark the problem is about the file as a whole. */
  private String place() {
    int at = text.indexOf(MARK);
    if (at < 0) {
      return "0:0";
    }
    String[] before = text.substring(0, at).split("\n", -1);
    return before.length + ":" + (before[before.length - 1].length() + 1);
  }

  @Override
  public String toString() {
    return name;
  }
}
