package io.sluice.trials.bench;

import io.sluice.trials.ChannelSpec;
import io.sluice.trials.GatewayFiles;
import io.sluice.trials.GatewayProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** The gateway as a process, with the options of {@code bin/sluice}. */
record GatewayPipe(GatewayProcess gateway) implements Pipe {
  private static final long LOOK_EVERY_NANOS = 100_000_000;

  /** As a person starts it, by {@code bin/sluice}. */
  static GatewayPipe launched(
      Path launcher, Path directory, String brokerUri, List<ChannelSpec> channels) {
    GatewayFiles.write(create(directory), channels);
    GatewayProcess gateway = GatewayProcess.launchedBy(launcher, directory, brokerUri);
    gateway.start();
    return new GatewayPipe(gateway);
  }

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

  /** Waits until these channels have nothing left to send, and the sources nothing to answer. */
  void awaitDrained(Predicate<String> channels, Duration atMost) {
    await(
        () ->
            gateway.api().sources().get(0).getLong("unanswered") == 0
                && gateway.api().channels().entrySet().stream()
                    .filter(entry -> channels.test(entry.getKey()))
                    .allMatch(entry -> isIdle(entry.getValue())),
        atMost);
  }

  private static boolean isIdle(JsonObject view) {
    return view.getLong("backlog") == 0 && view.getInteger("inFlight") == 0;
  }

  void awaitBacklog(String channel, long events, Duration atMost) {
    await(() -> gateway.api().channel(channel).getLong("backlog") >= events, atMost);
  }

  private void await(BooleanSupplier condition, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("the gateway waits in vain: " + gateway.api().channels());
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
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
