package io.sluice.trials.faults.soak;

import io.sluice.source.rabbitmq.RabbitMqNode;
import io.sluice.trials.faults.Report;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.RowResult;
import io.sluice.trials.faults.RowRunner;
import io.sluice.trials.faults.Size;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mixes random faults at half load on one installation. */
@Command(
    name = "soak",
    description = "Mixes random faults at half load on one installation, for a long time.",
    mixinStandardHelpOptions = true)
public final class SoakCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "1h",
      description = "Such as 10m or 24h; default: ${DEFAULT-VALUE}.")
  private String time;

  @Option(names = "--seed", description = "Repeats the order of faults of an earlier run.")
  private @Nullable Long seed;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Duration length = Duration.parse("PT" + time.toUpperCase(Locale.ROOT));
    long chosen = seed == null ? new Random().nextInt(1_000_000) : seed;
    out.printf("seed %d, for %s%n", chosen, time);
    Row row =
        new Row(
            "S1",
            "random faults, " + brief(length),
            "nothing lost, nothing stale, no leak",
            stage -> new Soak(stage, length, chosen, out).run());
    RowResult result;
    Path directory = Files.createTempDirectory("sluice-soak");
    try (RowRunner runner = new RowRunner(Size.FULL, directory, RabbitMqNode.start()).summing()) {
      result = runner.run(row);
    }
    new Report(out).table(List.of(result), result.took());
    if (!result.passed()) {
      return 1;
    }
    Files.delete(directory);
    return 0;
  }

  private static String brief(Duration length) {
    return length.toMinutes() + " min";
  }
}
