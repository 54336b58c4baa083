package io.sluice.trials.faults;

import io.sluice.trials.faults.rows.Rows;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays the fault matrix. */
@Command(
    name = "faults",
    description = "Breaks one thing after the other around a gateway under load.",
    mixinStandardHelpOptions = true)
public final class FaultsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ROW", description = "Rows to play, such as P1; default: all.")
  private List<String> ids = List.of();

  @Option(names = "--list", description = "Shows the rows and ends.")
  private boolean list;

  @Option(names = "--short", description = "Each row in a reduced form.")
  private boolean shortForm;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      description =
          "So many rows at once, each with its own processes; default: 1, with --short 2.")
  private @Nullable Integer atOnce;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures there.")
  private @Nullable Path json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Report report = new Report(out);
    List<Row> rows = chosen();
    if (list) {
      report.list(rows);
      return 0;
    }
    Size size = shortForm ? Size.SHORT : Size.FULL;
    List<RowResult> results = new ArrayList<>();
    Path directory = Files.createTempDirectory("sluice-faults");
    int together = atOnce != null ? atOnce : size == Size.SHORT ? 2 : 1;
    long begun = System.nanoTime();
    try (RowRunners runners = new RowRunners(size, directory, together)) {
      List<CompletableFuture<RowResult>> played = runners.run(rows);
      played.forEach(row -> row.thenAccept(report::line));
      played.forEach(row -> results.add(row.join()));
    }
    report.table(results, Duration.ofNanos(System.nanoTime() - begun));
    if (json != null) {
      Files.writeString(json, Report.json(size, results).encodePrettily());
    }
    if (!results.stream().allMatch(RowResult::passed)) {
      return 1;
    }
    Files.delete(directory);
    return 0;
  }

  private List<Row> chosen() {
    if (ids.isEmpty()) {
      return Rows.all();
    }
    List<String> wanted = ids.stream().map(id -> id.toUpperCase(Locale.ROOT)).toList();
    List<String> known = Rows.all().stream().map(row -> row.id().toUpperCase(Locale.ROOT)).toList();
    wanted.stream()
        .filter(id -> !known.contains(id))
        .findFirst()
        .ifPresent(
            id -> {
              throw new ParameterException(
                  spec.commandLine(), "there is no row " + id + "; rows: " + known);
            });
    return Rows.all().stream()
        .filter(row -> wanted.contains(row.id().toUpperCase(Locale.ROOT)))
        .toList();
  }
}
