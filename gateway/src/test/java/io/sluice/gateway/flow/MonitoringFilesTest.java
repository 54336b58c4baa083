package io.sluice.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code config/monitoring} has for Prometheus and Grafana. */
class MonitoringFilesTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root", ".."));
  private static final Path FILES = ROOT.resolve("config/monitoring").toAbsolutePath().normalize();
  private static final Path NOTHING = Path.of("/dev/null");
  private static final Pattern METRIC = Pattern.compile("\\b(?:sluice|jvm|process)_\\w+");
  private static final Pattern ALERT = Pattern.compile("(?m)^ *- alert: (\\w+)$");
  private static final Pattern TESTED = Pattern.compile("(?m)^ *alertname: (\\w+)$");
  private static final Pattern QUERY = Pattern.compile("\"(?:expr|query|definition)\": *\"(.*)\"");

  private static String read(String file) throws IOException {
    return Files.readString(FILES.resolve(file));
  }

  private static Set<String> found(Pattern pattern, int group, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(group))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> listed() throws IOException {
    return found(
        Pattern.compile("(?m)^\\| `(\\w+)` \\|"),
        1,
        Files.readString(ROOT.resolve("docs/monitoring.md")));
  }

  /** Those that it names, without what Prometheus adds to the name of a histogram. */
  private static Collection<String> named(String text) {
    return found(METRIC, 0, text).stream()
        .map(name -> name.replaceAll("_(bucket|sum|count)$", ""))
        .toList();
  }

  private static List<JsonObject> panels() throws IOException {
    JsonArray panels = new JsonObject(read("grafana-dashboard.json")).getJsonArray("panels");
    return panels.stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> expressions() throws IOException {
    return panels().stream()
        .flatMap(panel -> panel.getJsonArray("targets", new JsonArray()).stream())
        .map(target -> ((JsonObject) target).getString("expr"))
        .toList();
  }

  @Test
  void everyMetricThatTheyNameExists() throws IOException {
    String queries =
        QUERY
            .matcher(read("grafana-dashboard.json"))
            .results()
            .map((MatchResult match) -> match.group(1))
            .collect(Collectors.joining("\n"));

    assertThat(named(read("sluice.rules.yml"))).isNotEmpty().isSubsetOf(listed());
    assertThat(named(queries)).isNotEmpty().isSubsetOf(listed());
    assertThat(expressions()).isNotEmpty().allMatch(queries.replace("\\\"", "\"")::contains);
  }

  @Test
  void promtoolApprovesOfTheRulesAndTheirTestsAndEachAlertHasOne() throws IOException {
    String rules = read("sluice.rules.yml");
    assertThat(found(TESTED, 1, read("sluice.rules.test.yml"))).isEqualTo(found(ALERT, 1, rules));

    Promtool promtool = Promtool.findOrSkip();
    promtool.approves(FILES, NOTHING, "check", "rules", "sluice.rules.yml");
    promtool.approves(FILES, NOTHING, "check", "config", "prometheus.yml");
    promtool.approves(FILES, NOTHING, "test", "rules", "sluice.rules.test.yml");
  }

  @Test
  void theDashboardsPanelsHaveTheirPlaceAndQueriesThatPrometheusReads(@TempDir Path directory)
      throws IOException {
    List<String> taken = new ArrayList<>();
    for (JsonObject panel : panels()) {
      JsonObject grid = panel.getJsonObject("gridPos");
      assertThat(grid.getInteger("x") + grid.getInteger("w")).isLessThanOrEqualTo(24);
      for (int x = 0; x < grid.getInteger("w"); x++) {
        for (int y = 0; y < grid.getInteger("h"); y++) {
          taken.add((grid.getInteger("x") + x) + "/" + (grid.getInteger("y") + y));
        }
      }
    }
    assertThat(taken).doesNotHaveDuplicates();
    assertThat(panels().stream().map(panel -> panel.getInteger("id"))).doesNotHaveDuplicates();

    JsonArray rules = new JsonArray();
    for (String expression : expressions()) {
      String filled = expression.replace("$__rate_interval", "1m").replace("$__range", "6h");
      String record = "panel:" + rules.size() + ":rule";
      rules.add(new JsonObject().put("record", record).put("expr", filled));
    }
    JsonObject group = new JsonObject().put("name", "dashboard").put("rules", rules);
    // Every JSON is YAML.
    Files.writeString(
        directory.resolve("rules.yml"),
        new JsonObject().put("groups", new JsonArray().add(group)).encode());
    Promtool.findOrSkip().approves(directory, NOTHING, "check", "rules", "rules.yml");
  }
}
