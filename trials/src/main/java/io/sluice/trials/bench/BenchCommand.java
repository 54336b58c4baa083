package io.sluice.trials.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bin/trials bench}. */
@Command(
    name = "bench",
    description = "Measures the gateway side by side with a bare pipe and a peer.",
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
  private static final Map<String, Scenario> SCENARIOS = new LinkedHashMap<>();

  static {
    SCENARIOS.put("throughput", new Throughput(spec -> spec, true));
    SCENARIOS.put("throughput-batched", new Throughput(spec -> spec.batchOf(50), false));
    SCENARIOS.put("latency", new Latency());
    SCENARIOS.put("marketplace", new Marketplace());
    SCENARIOS.put("outage", new Outage());
    SCENARIOS.put("conflate", new Conflate());
    SCENARIOS.put("backlog", new BacklogDrain());
    SCENARIOS.put("startup", new Startup());
    SCENARIOS.put("import", new FirstLoad());
    SCENARIOS.put("stream", new Onlookers());
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SCENARIO", description = "Which; all unless given.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--rounds", description = "How often each is measured (default: 5).")
  private int rounds = 5;

  @Option(names = "--scale", description = "Size of each run (default: 1).")
  private double scale = 1;

  @Option(
      names = "--java-option",
      paramLabel = "OPTION",
      description = "One more for the gateway's Java, such as -XX:StartFlightRecording=...")
  private List<String> javaOptions = new ArrayList<>();

  @Option(names = "--only", paramLabel = "PIPE", description = "Leave the others out.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the figures there; what it has of other scenarios stays.")
  private @Nullable Path json;

  @Override
  public Integer call() throws IOException {
    boolean missed = false;
    for (String name : names.isEmpty() ? SCENARIOS.keySet() : names) {
      Scenario scenario = SCENARIOS.get(name);
      if (scenario == null) {
        throw new ParameterException(
            spec.commandLine(), "no scenario " + name + "; there are " + SCENARIOS.keySet());
      }
      Path directory = Files.createTempDirectory("sluice-bench");
      Tell.line("%s (logs in %s)", name, directory);
      try (Stage stage = new Stage(directory, javaOptions, only)) {
        JsonObject found = scenario.measure(stage, new Plan(rounds, scale));
        System.out.println(found.encodePrettily());
        missed |= !found.getJsonArray("missed", new JsonArray()).isEmpty();
        if (json != null) {
          write(json, name, found.put("settings", settings()));
        }
      }
    }
    return missed ? 1 : 0;
  }

  private JsonObject settings() throws IOException {
    return new JsonObject()
        .put("date", LocalDate.now(ZoneOffset.UTC).toString())
        .put("rounds", rounds)
        .put("scale", scale)
        .put("heap", Stage.HEAP)
        .put("java options", javaOptions)
        .put("machine", Machine.describe());
  }

  /** After each scenario: the whole takes an hour, and what was measured is to be kept. */
  private static void write(Path file, String name, JsonObject found) throws IOException {
    JsonObject figures =
        Files.exists(file) ? new JsonObject(Files.readString(file)) : new JsonObject();
    Files.writeString(file, figures.put(name, found).encodePrettily() + "\n");
  }
}
