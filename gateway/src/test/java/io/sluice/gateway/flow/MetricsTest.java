package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running gateway measures is what {@code docs/monitoring.md} lists, and the reverse. */
class MetricsTest extends FlowTest {
  private static final Path LIST =
      Path.of(System.getProperty("sluice.root", ".."), "docs", "monitoring.md");

  /** A row that names one: kind, labels. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\w+) \\| ([a-z, ]*?) ?\\|");

  private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? [^ ]+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Only collectors that do a part of their work beside the program have these. */
  private static final String BESIDE = "jvm_gc_concurrent_";

  private static Map<String, String> listed() throws IOException {
    Map<String, String> listed = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(LIST));
    while (row.find()) {
      listed.put(row.group(1), row.group(2) + " of " + row.group(3).trim());
    }
    return listed;
  }

  private static Map<String, String> measured(String metrics) {
    Map<String, String> kinds = new TreeMap<>();
    Map<String, TreeSet<String>> labels = new TreeMap<>();
    metrics.lines().forEach(line -> read(line, kinds, labels));
    kinds.keySet().removeIf(name -> name.startsWith(BESIDE));
    return kinds.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                kind -> kind.getValue() + " of " + String.join(", ", labels.get(kind.getKey())),
                (a, b) -> a,
                TreeMap::new));
  }

  private static void read(
      String line, Map<String, String> kinds, Map<String, TreeSet<String>> labels) {
    Matcher type = TYPE.matcher(line);
    Matcher sample = SAMPLE.matcher(line);
    if (type.matches()) {
      kinds.put(type.group(1), type.group(2));
      labels.put(type.group(1), new TreeSet<>());
    } else if (sample.matches() && sample.group(2) != null) {
      String family = sample.group(1);
      String name = kinds.containsKey(family) ? family : family.replaceAll("_[a-z]+$", "");
      LABEL
          .matcher(sample.group(2))
          .results()
          .map(label -> label.group(1))
          .filter(label -> !label.equals("le"))
          .forEach(labels.get(name)::add);
    }
  }

  @Test
  void theListAndTheMetricsAgreeAndNoLabelHoldsASku(@TempDir Path directory) throws IOException {
    receiver.answers(body -> body.getString("sku").startsWith("Bad") ? 422 : 200);
    String sources = Flow.pim() + "  expect_event_every: 1h\n";
    String alerts =
        "alerts: { receivers: { ops: { kind: webhook, url: 'http://127.0.0.1:9' } } }\n";
    try (Flow flow = new Flow(node, directory, sources, shop() + IMPATIENT, alerts)) {
      flow.publish("no event");
      flow.publish(stock("bad", "Bad-4711", "BER", 1, 5));
      flow.publish(stock("good", "Good-4711", "BER", 1, 5));
      soon().until(() -> receiver.of("Bad-4711").size() == 1);
      // It is dead once others get through after it.
      flow.publish(stock("more", "More-4711", "BER", 1, 5));
      soon().until(() -> flow.deadLetters().size() == 1 && receiver.accepted().size() == 2);
      System.gc();
      soon().until(() -> flow.metrics().contains("sluice_dead_letters{"));
      soon().until(() -> flow.metrics().contains("jvm_gc_pause_seconds_count"));
      String metrics = flow.metrics();

      assertThat(measured(metrics)).isEqualTo(listed());
      assertThat(metrics)
          .doesNotContain("4711")
          .contains("sluice_dead_letters{channel=\"shop\",reason=\"http.422\"} 1.0")
          .contains("sluice_event_to_channel_seconds_count{channel=\"shop\"} 2")
          .contains(
              "sluice_events_total{decision=\"new\",source=\"pim\",type=\"product.stock.changed\"}"
                  + " 3.0")
          .contains("sluice_source_connected{source=\"pim\"} 1.0")
          .contains("sluice_breaker_state{channel=\"shop\",state=\"closed\"} 1.0");
      assertThat(Arrays.stream(metrics.split("\n")).filter(line -> line.contains("_bucket{")))
          .isNotEmpty();
    }
  }

  @Test
  void promtoolApprovesOfTheMetrics(@TempDir Path directory) throws IOException {
    Promtool promtool = Promtool.findOrSkip();
    try (Flow flow = new Flow(node, directory, Flow.pim(), shop())) {
      flow.publish(stock("one", "One", "BER", 1, 5));
      soon().until(() -> receiver.accepted().size() == 1);

      Path metrics = Files.writeString(directory.resolve("metrics"), flow.metrics());
      promtool.approves(directory, metrics, "check", "metrics");
    }
  }
}
