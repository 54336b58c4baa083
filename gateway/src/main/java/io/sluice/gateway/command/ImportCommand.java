package io.sluice.gateway.command;

import io.sluice.gateway.importing.BrokenHeaderException;
import io.sluice.gateway.importing.CsvLines;
import io.sluice.gateway.importing.EventLines;
import io.sluice.gateway.importing.ImportLines;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "import",
    description = {
      "The first load: hand in what is known of all products, from CSV or one event per line.",
      "What the source says itself counts more: a file replaces only what was said before --as-of,",
      "without it only what no event has said. To import a file again is harmless.",
      "Broken lines are told and left out; the exit code is then 1."
    },
    footer = {
      "",
      "Examples:",
      "  sluice import products.csv --currency EUR",
      "  sluice import products.csv --dry-run",
      "  sluice import products.csv --complete --as-of 2026-01-31T04:00:00Z",
      "  export-products | sluice import - --format ndjson --source pim"
    })
final class ImportCommand extends RestCommand {
  @Parameters(
      paramLabel = "FILE",
      description = "The file: .csv, .tsv, .ndjson, .jsonl; or - for standard input.")
  private String file = "";

  @Option(names = "--format", paramLabel = "FORMAT", description = "csv or ndjson.")
  private @Nullable Format format;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "The source in gateway.yaml that is spoken for; as for sluice send otherwise.")
  private @Nullable String source;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = {
        "When the export of the file began, as in 2026-01-31T04:00:00Z, or how long ago: 2h.",
        "What the source has said since then stays."
      })
  private @Nullable String asOf;

  @Option(
      names = "--currency",
      paramLabel = "CODE",
      description = "Of prices in a CSV without a column for it, such as EUR.")
  private @Nullable String currency;

  @Option(
      names = "--ignore",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns of a CSV to leave out.")
  private Set<String> ignored = new LinkedHashSet<>();

  @Option(
      names = "--complete",
      description = {
        "The file has all products of its source: discontinue the others. Needs --as-of. Nothing",
        "is discontinued if a line is broken."
      })
  private boolean complete;

  @Option(
      names = "--leaving-over",
      paramLabel = "PERCENT",
      description = {
        "With --complete: take nothing when more of the known products would leave (default 10)."
      })
  private int leavingOver = 10;

  @Option(names = "--dry-run", description = "Read and check the file only; asks no gateway.")
  private boolean dryRun;

  @Option(
      names = "--wait-at-most",
      paramLabel = "DURATION",
      description = "How long to wait for a gateway that takes nothing (default 5m).")
  private Duration waitAtMost = Duration.ofMinutes(5);

  /** How the lines are to be read. */
  enum Format {
    CSV,
    NDJSON
  }

  ImportCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    EventFile from = new EventFile(file, terminal.in());
    Instant time = time();
    if (complete && time == null) {
      throw usage(
          "--complete needs --as-of TIME, when the export of the file began: a product that came"
              + " since then is not in it and stays");
    }
    if (leavingOver < 0 || leavingOver > 100) {
      throw usage("--leaving-over is a percentage from 0 to 100");
    }
    Format as = format();
    if (as == Format.NDJSON && (currency != null || !ignored.isEmpty())) {
      throw usage("--currency and --ignore are for CSV; an event says everything itself");
    }
    if (complete && from.isStandardInput()) {
      throw usage(
          "--complete reads the file twice, first to see which products would leave: write it to a"
              + " file and name that");
    }
    try (ImportLines lines = lines(as, from.stream(), time)) {
      return new ImportRun(api, terminal, order(api, time), from)
          .run(lines, () -> lines(as, from.stream(), time));
    } catch (EventFile.UnreadableException problem) {
      throw usage(problem.getMessage());
    } catch (IOException problem) {
      throw usage(from.unreadable(problem).getMessage());
    } catch (BrokenHeaderException problem) {
      problem
          .faults()
          .forEach(fault -> terminal.err().println(VisibleText.of(from.shown() + ":1: " + fault)));
      return ExitCode.FOUND;
    }
  }

  private @Nullable Instant time() {
    try {
      Instant now = terminal.clock().instant();
      Instant time = asOf == null ? null : TimeText.past(asOf, now);
      if (time != null && time.isAfter(now)) {
        throw usage("--as-of: " + time + " is in the future");
      }
      return time == null ? null : beforeItsSecond(time);
    } catch (TypeConversionException broken) {
      throw usage("--as-of: " + broken.getMessage());
    }
  }

  /** Many senders know whole seconds only: of what was said in the same one the source is right. */
  private static Instant beforeItsSecond(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).minusMillis(1);
  }

  private Format format() {
    if (format != null) {
      return format;
    }
    String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "csv", "tsv" -> Format.CSV;
      case "ndjson", "jsonl" -> Format.NDJSON;
      default -> throw usage("what is in it? Say --format csv or --format ndjson");
    };
  }

  private ImportLines lines(Format as, InputStream stream, @Nullable Instant time)
      throws IOException, BrokenHeaderException {
    return as == Format.NDJSON ? new EventLines(stream, time) : csv(stream, time);
  }

  private ImportLines csv(InputStream stream, @Nullable Instant time)
      throws IOException, BrokenHeaderException {
    CsvLines lines = CsvLines.open(stream, new CsvLines.Settings(ignored, currency, time));
    if (!complete && !lines.saysSomething()) {
      throw usage("the file says nothing of its products; add columns such as name, stock, price");
    }
    return lines;
  }

  private ImportOrder order(RestClient api, @Nullable Instant time) {
    String whose = complete && !dryRun && source == null ? usualSource(api) : source;
    return new ImportOrder(whose, time, complete, leavingOver, dryRun, waitAtMost, wantsJson());
  }

  /** Whose products may leave: the gateway knows where only one can be meant. */
  private String usualSource(RestClient api) {
    List<JsonObject> sources = api.get(RestClient.path("sources"), Map.of()).items();
    return sources.stream()
        .filter(each -> each.getBoolean("usual"))
        .map(each -> each.getString("source"))
        .findFirst()
        .orElseThrow(
            () ->
                usage(
                    "which source speaks here? Name one with --source: "
                        + sources.stream().map(each -> each.getString("source")).toList()));
  }
}
