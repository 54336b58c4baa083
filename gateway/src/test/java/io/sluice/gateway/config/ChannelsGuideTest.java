package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.rehearsal.RuleTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every example of docs/channels.md does what it says, and its table has every key. */
class ChannelsGuideTest {
  private static final Path GUIDE = ExampleFiles.directory().resolve("../docs/channels.md");
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern TABLE =
      Pattern.compile("(<!-- keys: begin -->\n)(.*)(<!-- keys: end -->)", Pattern.DOTALL);
  private static final String ADAPTER =
      "  shop:\n    adapter: http\n    backlog: { keep: latest_per_sku }\n";
  private static final String ADDRESS = "    url: http://127.0.0.1:9090\n";

  static List<String> examples() throws IOException {
    List<String> all =
        EXAMPLE
            .matcher(Files.readString(GUIDE))
            .results()
            .map(MatchResult::group)
            .map(block -> block.substring("```yaml\n".length(), block.length() - 3))
            .toList();
    String head = all.get(0);
    return all.stream().skip(1).map(example -> head + example).toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleDoesWhatItSays(String example, @TempDir Path directory) {
    String adapter = example.contains("requests:") ? ADAPTER : ADAPTER + ADDRESS;
    boolean ofAccount = example.contains("account: ");
    String own = ofAccount ? adapter.replace("    adapter: http\n", "") : adapter;
    String file = example.replaceFirst("  shop:\n", own);

    new ConfigFiles(directory).channels(file);
    ConfigResult read =
        ConfigReader.read(
            directory,
            Environment.of(Map.of())
                .at(InstantSource.fixed(Instant.parse("2026-11-01T00:00:00Z"))));
    assertThat(ProblemPrinter.print(read.problems())).isEmpty();
    List<RuleTests.Result> results =
        ((ConfigResult.Valid) read).configuration().rehearse(Instant.EPOCH);

    assertThat(results).isNotEmpty();
    assertThat(results).allSatisfy(each -> assertThat(each.differences()).isEmpty());
  }

  @Test
  void tableHasEveryKeyOfTheSchema() throws IOException {
    String guide = Files.readString(GUIDE);
    String wanted =
        TABLE.matcher(guide).replaceFirst("$1" + Matcher.quoteReplacement(keys()) + "$3");
    if (Boolean.getBoolean("sluice.docs.rewrite")) {
      Files.writeString(GUIDE, wanted);
    }
    assertThat(guide)
        .as("-Dsluice.docs.rewrite=true brings the table up to date")
        .isEqualTo(wanted);
  }

  private static String keys() throws IOException {
    String text = Files.readString(ExampleFiles.directory().resolve("channels.schema.json"));
    Map<?, ?> schema = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    List<String> rows = new ArrayList<>();
    rows.add("| key | what | default |");
    rows.add("|---|---|---|");
    add("", schema, schema, 0, rows);
    return String.join("\n", rows) + "\n";
  }

  /** A key that leads to a definition is described there, once. */
  private static void add(
      String path, Map<?, ?> node, Map<?, ?> schema, int depth, List<String> rows) {
    if (node.get("properties") instanceof Map<?, ?> properties && depth < 6) {
      properties.forEach((name, value) -> row(path, name, value, schema, depth, rows));
    }
    Object more = node.get("additionalProperties");
    if (more instanceof Map<?, ?> each && each.get("allOf") instanceof List<?> kinds) {
      kinds.forEach(kind -> addKind(path + "NAME.", (Map<?, ?>) kind, schema, depth, rows));
    } else if (more instanceof Map<?, ?> each) {
      Map<?, ?> entry = resolved(each, schema);
      if (entry.get("properties") != null) {
        add(path + "NAME.", entry, schema, depth + 1, rows);
      }
    }
  }

  /** The keys of one kind of channel; of what all kinds share the first one tells. */
  private static void addKind(
      String path, Map<?, ?> branch, Map<?, ?> schema, int depth, List<String> rows) {
    Map<?, ?> then = (Map<?, ?>) branch.get("then");
    if (then.get("$ref") == null) {
      return;
    }
    Map<?, ?> kind = resolved(then, schema);
    Map<?, ?> properties = (Map<?, ?>) kind.get("properties");
    List<?> named = (List<?>) ((Map<?, ?>) properties.get("adapter")).get("enum");
    if (named.contains("http")) {
      add(path, kind, schema, depth + 1, rows);
      return;
    }
    List<String> own = new ArrayList<>();
    properties.forEach(
        (name, value) -> {
          boolean shared = ((Map<?, ?>) value).get("$ref") != null;
          if (!shared && !name.equals("adapter") && !name.equals("limits")) {
            row(path, name, value, schema, depth + 1, own);
          }
        });
    own.forEach(row -> rows.add(row.replaceFirst("` \\| ", "` | " + named.get(0) + ": ")));
  }

  private static void row(
      String path, Object name, Object value, Map<?, ?> schema, int depth, List<String> rows) {
    Map<?, ?> own = (Map<?, ?>) value;
    Map<?, ?> node = resolved(own, schema);
    Object description =
        own.get("description") == null ? node.get("description") : own.get("description");
    Object fallback = own.get("default") == null ? node.get("default") : own.get("default");
    rows.add(
        "| `%s%s` | %s | %s |"
            .formatted(
                path,
                name,
                description == null ? "" : description.toString().replace("|", "\\|"),
                fallback == null ? "" : "`" + fallback + "`"));
    boolean elsewhere = String.valueOf(own.get("$ref")).contains("/properties/");
    if (!elsewhere) {
      add(path + name + ".", node, schema, depth + 1, rows);
    }
  }

  private static Map<?, ?> resolved(Map<?, ?> node, Map<?, ?> schema) {
    Object reference = node.get("$ref");
    if (reference == null && node.get("allOf") instanceof List<?> all) {
      reference = ((Map<?, ?>) all.get(0)).get("$ref");
    }
    if (reference == null && node.get("items") instanceof Map<?, ?> items) {
      return resolved(items, schema);
    }
    if (reference == null) {
      return node;
    }
    Map<?, ?> found = schema;
    for (String step : reference.toString().replace("#/", "").split("/")) {
      found = (Map<?, ?>) found.get(step);
    }
    return found;
  }
}
