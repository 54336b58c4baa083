package io.sluice.trials.bench;

import io.sluice.gateway.Main;
import io.sluice.trials.ChannelSpec;
import io.sluice.trials.ChildProcess;
import io.sluice.trials.GatewayApi;
import io.sluice.trials.Waiting;
import io.sluice.trials.faults.LiveHeap;
import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The first load: a million rows of 1 KiB with {@code sluice import}, five channels that keep the
 * latest, 1,500 MB of heap. Then what a question about a SKU costs, a start, and the same file
 * again.
 */
final class FirstLoad implements Scenario {
  private static final int ROWS = 1_000_000;
  private static final String HEAP = "1500m";
  private static final String COMMAND_HEAP = "256m";
  private static final int FACETS = 3;
  private static final int QUESTIONS = 500;

  /** With it a row's content has about 1 KiB. */
  private static final int DESCRIPTION = 850;

  private static final Duration AT_MOST = Duration.ofMinutes(40);
  private static final Duration TELL_EVERY = Duration.ofSeconds(10);

  @Override
  public JsonObject measure(Stage stage, Plan plan) {
    int rows = plan.events(ROWS);
    Path file = stage.directory().resolve("products.csv");
    write(file, rows);
    try (GatewayPipe pipe =
        stage.gateway(
            spec ->
                ChannelSpec.state(spec.name(), spec.url())
                    .batchOf(100)
                    .with("limits: { parallel: 4 }"),
            HEAP)) {
      JsonObject found = new JsonObject().put("rows", rows).put("heap", HEAP);
      long begun = System.nanoTime();
      found.put("first", imported(stage, pipe, file));
      awaitDelivered(stage, (long) rows * FACETS);
      found.put("delivered after s", seconds(begun));
      told(pipe, found);
      found.put("again", imported(stage, pipe, file));
      long updates = stage.sink().reports().stream().mapToLong(ArrivalReport::updates).sum();
      found.put("updates a channel", updates / stage.sink().urls().size());
      restarted(pipe, found);
      return found;
    }
  }

  private static double seconds(long begun) {
    return Rounds.rounded((System.nanoTime() - begun) / 1e9);
  }

  private static void write(Path file, int rows) {
    try (BufferedWriter csv = Files.newBufferedWriter(file)) {
      Random random = new Random(11);
      csv.write("sku,name,description,brand,category,attr.color,attr.size,stock,price,currency\n");
      for (int row = 0; row < rows; row++) {
        csv.write(
            "SKU-%d,Product %d,%s,Acme,shoes|sale,red,%d,%d,%d.95,EUR%n"
                .formatted(
                    row,
                    row,
                    text(random),
                    random.nextInt(50),
                    random.nextInt(100),
                    random.nextInt(500)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder(DESCRIPTION + 8);
    while (text.length() < DESCRIPTION) {
      text.append(Long.toString(random.nextLong() >>> 24, 36)).append(' ');
    }
    return text.toString().strip();
  }

  /** Imports the file with the command as its users start it. */
  private static JsonObject imported(Stage stage, GatewayPipe pipe, Path file) {
    long begun = System.nanoTime();
    ProcessorTime before = ProcessorTime.of(pipe.pid());
    Path output = stage.directory().resolve("import-" + begun + ".log");
    try (ChildProcess command =
        command(output, "import", file.toString(), "--url", pipe.gateway().api().url(), "--json")) {
      while (!command.ends(TELL_EVERY)) {
        tell(stage, pipe, begun);
      }
      String said = command.said();
      if (command.exitCode(Duration.ZERO) != 0) {
        throw new IllegalStateException("the import failed:\n" + said);
      }
      JsonObject report = new JsonObject(said.substring(said.indexOf("{\"")));
      JsonObject events = report.getJsonObject("events");
      double seconds = seconds(begun);
      Tell.line("imported in %.0f s: %s", seconds, events.encode());
      return new JsonObject()
          .put("s", seconds)
          .put("events", events)
          .put(
              "gateway's processor s",
              Rounds.rounded(ProcessorTime.of(pipe.pid()).since(before).all()));
    }
  }

  private static ChildProcess command(Path output, String... arguments) {
    List<String> options =
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx" + COMMAND_HEAP);
    return ChildProcess.start(
        ChildProcess.java(options, Main.class, List.of(arguments)), Map.of(), output);
  }

  private static void tell(Stage stage, GatewayPipe pipe, long begun) {
    Tell.line(
        "%5.0f s  slowest channel has %,d updates; gateway %d MB",
        (System.nanoTime() - begun) / 1e9,
        slowest(stage),
        pipe.gateway().state().residentBytes() >> 20);
  }

  private static long slowest(Stage stage) {
    return stage.sink().reports().stream().mapToLong(ArrivalReport::updates).min().orElse(0);
  }

  private static void awaitDelivered(Stage stage, long updates) {
    long begun = System.nanoTime();
    Waiting.until(
        "every channel has everything",
        AT_MOST,
        () -> {
          Waiting.holdsWithin(TELL_EVERY, () -> slowest(stage) >= updates);
          long now = slowest(stage);
          Tell.line("%5.0f s later  slowest channel has %,d updates", seconds(begun), now);
          return now >= updates;
        });
  }

  /** What a person waits who asks for a SKU, and what it all takes. */
  private static void told(GatewayPipe pipe, JsonObject found) {
    GatewayApi api = pipe.gateway().api();
    int rows = found.getInteger("rows");
    Random random = new Random(5);
    double[] millis = new double[QUESTIONS];
    for (int question = 0; question < QUESTIONS; question++) {
      long asked = System.nanoTime();
      api.sku("SKU-" + random.nextInt(rows));
      millis[question] = (System.nanoTime() - asked) / 1e6;
    }
    double first = millis[0];
    Arrays.sort(millis);
    Path output = pipe.gateway().output().resolveSibling("sku.log");
    long begun = System.nanoTime();
    try (ChildProcess command = command(output, "sku", "SKU-1", "--url", api.url())) {
      command.exitCode(Duration.ofSeconds(60));
    }
    found
        .put("sluice sku s", seconds(begun))
        .put(
            "GET sku ms",
            new JsonObject()
                .put("first", Rounds.rounded(first))
                .put("median", Rounds.rounded(millis[QUESTIONS / 2]))
                .put("p99", Rounds.rounded(millis[QUESTIONS * 99 / 100]))
                .put("longest", Rounds.rounded(millis[QUESTIONS - 1])))
        .put("live heap MB", Rounds.rounded(LiveHeap.megabytes(pipe.gateway())))
        .put("peak resident MB", pipe.gateway().peakMemoryBytes() >> 20)
        .put("store MB", bytes(pipe.gateway().data()) >> 20);
    Tell.line("%s", found.encode());
  }

  private static void restarted(GatewayPipe pipe, JsonObject found) {
    pipe.gateway().sigterm(Duration.ofSeconds(60));
    long begun = System.nanoTime();
    pipe.gateway().begin();
    pipe.gateway().awaitReady(AT_MOST);
    found.put("start s", seconds(begun));
  }

  private static long bytes(Path directory) {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(directory)) {
      all.filter(Files::isRegularFile).forEach(files::add);
      long sum = 0;
      for (Path file : files) {
        sum += Files.size(file);
      }
      return sum;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
