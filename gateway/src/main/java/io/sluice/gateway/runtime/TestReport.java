package io.sluice.gateway.runtime;

import io.sluice.gateway.api.Json;
import io.sluice.gateway.rehearsal.RuleTests;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the merchant's tests came to. */
final class TestReport {
  private TestReport() {}

  static String text(List<RuleTests.Result> results) {
    StringBuilder text = new StringBuilder();
    results.forEach(result -> add(result, text));
    long failed = results.stream().filter(result -> !result.passed()).count();
    text.append(results.size()).append(results.size() == 1 ? " test" : " tests");
    if (results.isEmpty()) {
      return text.append(". Write some under 'tests' in channels.yaml.").toString();
    }
    return text.append(failed == 0 ? ", all as expected." : ", " + failed + " failed.").toString();
  }

  private static void add(RuleTests.Result result, StringBuilder text) {
    text.append(result.passed() ? "ok      " : "FAILED  ").append(result.test().name());
    text.append(result.passed() ? "" : " (" + result.test().place() + ")").append('\n');
    for (RuleTests.Difference each : result.differences()) {
      text.append(
          "          %s.%s: expected %s, is %s%n"
              .formatted(each.channel(), each.name(), each.expected(), each.actual()));
      if (!each.steps().isEmpty()) {
        text.append("            ").append(each.steps()).append('\n');
      }
    }
  }

  static String json(List<RuleTests.Result> results) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("passed", results.stream().allMatch(RuleTests.Result::passed));
    report.put("tests", results.stream().map(TestReport::fields).toList());
    return new String(Json.encode(report), StandardCharsets.UTF_8);
  }

  private static Map<String, Object> fields(RuleTests.Result result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", result.test().name());
    fields.put("place", result.test().place());
    fields.put("passed", result.passed());
    fields.put("differences", result.differences().stream().map(TestReport::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(RuleTests.Difference difference) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("channel", difference.channel());
    fields.put("name", difference.name());
    fields.put("expected", difference.expected());
    fields.put("actual", difference.actual());
    fields.put("steps", difference.steps());
    return fields;
  }
}
