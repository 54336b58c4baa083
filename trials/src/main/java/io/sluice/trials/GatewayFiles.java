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
      store:
        url: "jdbc:h2:file:./data/sluice"
        durability: fsync
        disk: { stop_taking_below: 10MB }
      """
          .formatted(EXCHANGE, QUEUE);

  private GatewayFiles() {}

  /**
   * Writes {@code config/} with one RabbitMQ source, whose URI comes from a variable, and these
   * channels.
   */
  public static void write(Path directory, List<ChannelSpec> channels) {
    StringBuilder text = new StringBuilder("version: 1\nchannels:\n");
    channels.forEach(channel -> text.append(channel.yaml()));
    try {
      Path config = Files.createDirectories(directory.resolve("config"));
      Files.writeString(config.resolve("gateway.yaml"), GATEWAY);
      Files.writeString(config.resolve("channels.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
