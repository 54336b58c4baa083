package io.sluice.demo.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The directory of a demo: {@code config/} as {@code sluice run} reads it, the store, logs. A file
 * marks it, so that the files of a real gateway are never written over.
 */
public final class StageFiles {
  public static final String EXCHANGE = "product.events";
  public static final String QUEUE = "sluice.pim";

  private static final String MARK = "sluice-demo";

  private final Path directory;

  private StageFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * Uses a directory that is new, empty or of an earlier demo.
   *
   * @throws StageException when it holds something else or cannot be written
   */
  public static StageFiles in(Path directory) {
    Path mark = directory.resolve(MARK);
    try {
      Files.createDirectories(directory);
      if (!Files.exists(mark) && !isEmpty(directory)) {
        throw new StageException(
            directory + " holds something that is not the demo's; choose another with --data");
      }
      Files.writeString(mark, "sluice demo may write over everything in this directory.\n");
    } catch (IOException e) {
      throw new StageException(directory + " cannot be written: " + e, e);
    }
    return new StageFiles(directory);
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  public Path directory() {
    return directory;
  }

  public Path config() {
    return directory.resolve("config");
  }

  Path broker() {
    return directory.resolve("broker");
  }

  Path store() {
    return directory.resolve("store");
  }

  Path requests() {
    return directory.resolve("requests.ndjson");
  }

  /** Takes away what earlier demos kept. */
  public void forget() {
    delete(store());
    delete(requests());
  }

  /** Takes away the directory itself. */
  public void delete() {
    delete(directory);
  }

  private static void delete(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> below = Files.walk(path)) {
      for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param versionFrom sequence or arrival
   * @param sections of {@code channels.yaml} beside the channels
   * @param channels what stands under {@code channels:}
   */
  void write(String amqpUri, String listen, String versionFrom, String sections, String channels) {
    try {
      Files.createDirectories(config());
      Files.writeString(config().resolve("gateway.yaml"), gateway(amqpUri, listen, versionFrom));
      Files.writeString(config().resolve("channels.yaml"), channels(sections, channels));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String gateway(String amqpUri, String listen, String versionFrom) {
    return """
    # Written by `sluice demo` at each of its starts.
    version: 1

    sources:
      pim:
        kind: rabbitmq
        uri: "${env:SLUICE_DEMO_URI:-%s}"
        exchange: %s
        queue: %s
        bind: ["#"]
        declare: yes
        version_from: %s

    store:
      url: "jdbc:h2:file:./data/sluice"
      durability: fsync
      keep_events: { for: 1h, at_most: 200MB }
      disk: { stop_taking_below: 100MB }

    api:
      listen: "%s"

    shutdown: { wait_at_most: 3s }
    """
        .formatted(amqpUri, EXCHANGE, QUEUE, versionFrom, listen);
  }

  private static String channels(String sections, String channels) {
    return """
    # Written by `sluice demo` at each of its starts.
    version: 1

    """
        + sections
        + "channels:\n"
        + channels;
  }
}
