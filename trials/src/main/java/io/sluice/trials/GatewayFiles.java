package io.sluice.trials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the configuration of a trial. */
public final class GatewayFiles {
  public static final String EXCHANGE = "product.events";
  public static final String QUEUE = "sluice.pim";

  private static final String GATEWAY =
      """
      version: 1
      sources:
        pim:
          kind: rabbitmq
          uri: "${env:SLUICE_AMQP_URI}"
          exchange: %s
          queue: %s
          queue_type: quorum
          bind: ["#"]
          declare: yes
          version_from: sequence
          heartbeat: %s
      store:
        url: "%s"
        durability: fsync
        disk: { stop_taking_below: %s }
      """;

  private GatewayFiles() {}

  /**
   * What differs between trials in {@code gateway.yaml}.
   *
   * @param heartbeat such as 10s
   * @param stopTakingBelow free space, such as 10MB
   */
  public record Settings(String heartbeat, String storeUrl, String stopTakingBelow) {
    public static final Settings USUAL = new Settings("10s", "jdbc:h2:file:./data/sluice", "10MB");

    public Settings heartbeat(String other) {
      return new Settings(other, storeUrl, stopTakingBelow);
    }

    public Settings storeUrl(String other) {
      return new Settings(heartbeat, other, stopTakingBelow);
    }

    public Settings stopTakingBelow(String other) {
      return new Settings(heartbeat, storeUrl, other);
    }
  }

  /**
   * Writes {@code config/} with one RabbitMQ source, whose URI comes from a variable, and these
   * channels.
   */
  public static void write(Path directory, List<ChannelSpec> channels) {
    write(directory, Settings.USUAL, channels);
  }

  /** As above, with other settings. */
  public static void write(Path directory, Settings settings, List<ChannelSpec> channels) {
    String gateway =
        GATEWAY.formatted(
            EXCHANGE, QUEUE, settings.heartbeat(), settings.storeUrl(), settings.stopTakingBelow());
    StringBuilder text = new StringBuilder("version: 1\nchannels:\n");
    channels.forEach(channel -> text.append(channel.yaml()));
    try {
      Path config = Files.createDirectories(directory.resolve("config"));
      Files.writeString(config.resolve("gateway.yaml"), gateway);
      Files.writeString(config.resolve("channels.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
