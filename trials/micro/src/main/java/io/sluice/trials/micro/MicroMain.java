package io.sluice.trials.micro;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the micro-benchmarks and prints a table. */
@Command(
    name = "trials micro",
    description = "What one step of an event's way costs: time, and memory allocated.",
    mixinStandardHelpOptions = true)
public final class MicroMain implements Callable<Integer> {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  @Parameters(
      arity = "0..1",
      defaultValue = ".*",
      paramLabel = "PATTERN",
      description = "part of a benchmark's name, as a regular expression; default: all")
  private String pattern = "";

  @Option(names = "--long", description = "two processes and longer warm-up: for figures to keep")
  private boolean thorough;

  @Option(names = "--json", paramLabel = "FILE", description = "results as JMH writes them")
  private @Nullable Path json;

  private MicroMain() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new MicroMain()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Collection<RunResult> results = new Runner(options().build()).run();
    if (results.isEmpty()) {
      System.err.println("no benchmark is named like " + pattern);
      return CommandLine.ExitCode.USAGE;
    }
    System.out.printf("%-36s %14s %10s %12s%n", "benchmark", "ns/op", "+-", "B/op");
    results.forEach(MicroMain::print);
    return CommandLine.ExitCode.OK;
  }

  private ChainedOptionsBuilder options() {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(pattern)
            .forks(thorough ? 2 : 1)
            .warmupIterations(thorough ? 8 : 3)
            .warmupTime(TimeValue.seconds(thorough ? 3 : 2))
            .measurementIterations(thorough ? 8 : 3)
            .measurementTime(TimeValue.seconds(thorough ? 3 : 2))
            // As the gateway runs.
            .jvmArgs("-XX:+UseSerialGC", "-Xmx1g")
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    return json == null
        ? options
        : options.resultFormat(ResultFormatType.JSON).result(json.toString());
  }

  private static void print(RunResult run) {
    Result<?> time = run.getPrimaryResult();
    Result<?> allocated = run.getSecondaryResults().get(ALLOCATED);
    System.out.printf(
        Locale.ROOT,
        "%-36s %14.1f %10.1f %12.1f%n",
        name(run),
        time.getScore(),
        time.getScoreError(),
        allocated == null ? Double.NaN : allocated.getScore());
  }

  private static String name(RunResult run) {
    StringBuilder name =
        new StringBuilder(
            run.getParams().getBenchmark().replaceFirst(".*\\.(\\w+)Benchmark", "$1"));
    run.getParams()
        .getParamsKeys()
        .forEach(key -> name.append(' ').append(run.getParams().getParam(key)));
    return name.toString();
  }
}
