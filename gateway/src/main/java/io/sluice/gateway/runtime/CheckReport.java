package io.sluice.gateway.runtime;

import io.sluice.gateway.api.Json;
import io.sluice.gateway.command.VisibleText;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.gateway.config.Problem;
import io.sluice.gateway.config.SourceConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a look at the configuration came to. */
final class CheckReport {
  private CheckReport() {}

  /** The last line, for people. */
  static String sentence(ConfigResult result, List<OnlineCheck.Item> outside) {
    long wrong = outside.stream().filter(item -> !item.fine()).count();
    return wrong == 0
        ? sentence(result)
        : count(wrong, "thing") + " outside not as it should be. The configuration itself is fine.";
  }

  /** In front of it, one for each thing outside. */
  static String line(OnlineCheck.Item item) {
    String text = VisibleText.of(item.text());
    return "%-8s%s: %s".formatted(item.fine() ? "ok" : "NOT OK", item.what(), text);
  }

  static String sentence(ConfigResult result) {
    if (result instanceof ConfigResult.Valid valid) {
      return "Fine: %s and %s."
          .formatted(
              count(valid.configuration().gateway().sources().size(), "source"),
              count(valid.configuration().channels().size(), "channel"));
    }
    long errors = result.problems().stream().filter(Problem::isError).count();
    return count(errors, "error") + ". Mend what is named above; 'sluice check' looks again.";
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /**
   * Workflow commands, one for each problem: {@code ::error file=...,line=...,col=...::message}.
   *
   * @param config the directory as it was named: from the root of a repository GitHub finds the
   *     file
   */
  static List<String> github(Path config, List<Problem> problems) {
    return problems.stream().map(problem -> github(config, problem)).toList();
  }

  private static String github(Path config, Problem problem) {
    String file = config.resolve(problem.file()).normalize().toString().replace('\\', '/');
    String place =
        problem.line() == 0
            ? ""
            : ",line=%d,col=%d,endColumn=%d"
                .formatted(problem.line(), problem.column(), problem.column() + problem.length());
    String hint = problem.hint().isEmpty() ? "" : ": " + problem.hint();
    return "::%s file=%s%s::%s"
        .formatted(
            problem.isError() ? "error" : "notice",
            escaped(file).replace(":", "%3A").replace(",", "%2C"),
            place,
            escaped(problem.message() + hint));
  }

  /** As the runner of GitHub's actions reads it back. */
  private static String escaped(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  static String json(ConfigResult result, List<OnlineCheck.Item> outside) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("valid", result instanceof ConfigResult.Valid);
    if (result instanceof ConfigResult.Valid valid) {
      report.put(
          "sources",
          valid.configuration().gateway().sources().stream().map(SourceConfig::name).toList());
      report.put(
          "channels", valid.configuration().channels().stream().map(ChannelConfig::id).toList());
    }
    report.put("problems", problems(result.problems()));
    report.put("outside", outside.stream().map(CheckReport::fields).toList());
    return new String(Json.encode(report), StandardCharsets.UTF_8);
  }

  private static Map<String, Object> fields(OnlineCheck.Item item) {
    return Map.of("what", item.what(), "fine", item.fine(), "text", item.text());
  }

  /** Without the excerpt: who reads this has the file. */
  private static List<Map<String, Object>> problems(List<Problem> problems) {
    return problems.stream().map(CheckReport::problem).toList();
  }

  private static Map<String, Object> problem(Problem problem) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", problem.file());
    fields.put("line", problem.line());
    fields.put("column", problem.column());
    fields.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
    fields.put("message", problem.message());
    fields.put("hint", problem.hint());
    return fields;
  }
}
