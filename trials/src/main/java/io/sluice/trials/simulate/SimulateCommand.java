package io.sluice.trials.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bin/trials simulate}: runs seeds, or one of them again. */
@Command(
    name = "simulate",
    description = {
      "Plays the whole gateway on virtual time through random bad days.",
      "A run that breaks a promise prints its seed, and --seed runs it again exactly."
    },
    mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--seed", description = "Runs this one.")
  private @Nullable Long seed;

  @Option(names = "--seeds", paramLabel = "A-B", description = "Runs these; 0-1999 if not given.")
  private String seeds = "0-1999";

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "Runs seeds from the lowest on for so long: 30s, 10m, 2h.")
  private @Nullable String time;

  @Option(names = "--trace", description = "Prints everything that happens; with --seed.")
  private boolean trace;

  @Option(
      names = "--sabotage",
      description = "Spoils the harness on purpose: ${COMPLETION-CANDIDATES}.")
  private Sabotage sabotage = Sabotage.NONE;

  @Option(names = "--threads", description = "Runs at the same time; all processors if not given.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() {
    SimulationRuns runs =
        new SimulationRuns(sabotage, trace && seed != null ? System.out::println : null);
    if (seed != null) {
      runs.run(seed, seed, 1, Instant.MAX);
    } else if (time != null) {
      runs.run(first(), Long.MAX_VALUE, threads, Instant.now().plus(duration(time)));
    } else {
      runs.run(first(), last(), threads, Instant.MAX);
    }
    runs.report().forEach(System.out::println);
    return runs.failures().isEmpty() ? 0 : 1;
  }

  private long first() {
    return bound(0);
  }

  private long last() {
    return bound(1);
  }

  private long bound(int which) {
    String[] bounds = seeds.split("-", 2);
    try {
      return Long.parseLong(bounds[Math.min(which, bounds.length - 1)].trim());
    } catch (NumberFormatException e) {
      throw wrong("--seeds must be like 0-1999, got " + seeds, e);
    }
  }

  private Duration duration(String text) {
    try {
      return Duration.parse("PT" + text.trim().toUpperCase(Locale.ROOT));
    } catch (java.time.format.DateTimeParseException e) {
      throw wrong("--for must be like 30s, 10m or 2h, got " + text, e);
    }
  }

  private ParameterException wrong(String message, Exception cause) {
    return new ParameterException(
        java.util.Objects.requireNonNull(spec).commandLine(), message, cause);
  }
}
