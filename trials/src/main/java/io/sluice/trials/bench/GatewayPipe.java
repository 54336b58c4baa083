package io.sluice.trials.bench;

import io.sluice.trials.ChannelSpec;
import io.sluice.trials.GatewayFiles;
import io.sluice.trials.GatewayProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The gateway as a process, with the options of {@code bin/sluice}. */
record GatewayPipe(GatewayProcess gateway) implements Pipe {

  static GatewayPipe start(
      Path directory,
      String brokerUri,
      List<ChannelSpec> channels,
      String heap,
      List<String> javaOptions) {
    GatewayFiles.write(create(directory), channels);
    List<String> options = new ArrayList<>(List.of("-XX:CompileThresholdScaling=3"));
    options.addAll(javaOptions);
    GatewayProcess gateway =
        GatewayProcess.in(directory, brokerUri, heap, options.toArray(String[]::new));
    gateway.start();
    return new GatewayPipe(gateway);
  }

  private static Path create(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return "sluice";
  }

  @Override
  public String exchange() {
    return GatewayFiles.EXCHANGE;
  }

  @Override
  public long pid() {
    return gateway.pid();
  }

  /** Lets it end by itself, so that a profile is written. */
  @Override
  public void close() {
    gateway.sigterm(Duration.ofSeconds(60));
    gateway.close();
  }
}
