package io.sluice.source.rabbitmq;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One RabbitMQ source.
 *
 * @param name as in {@code gateway.yaml}
 * @param uri {@code amqp://user:password@host:port/vhost} or {@code amqps://...}; the text form of
 *     this record leaves the password out
 * @param exchange topic exchange that the PIM publishes to
 * @param queue where its events wait for us
 * @param bind routing keys from the exchange to the queue
 * @param declare true: declare exchange, queue and bindings; false: use the queue that stands
 * @param prefetch messages on their way and unanswered, 1 to 65535
 * @param heartbeat a dead connection is noticed after about twice this; 1 s to 1 h
 * @param caFile PEM certificates to trust instead of the JDK's, for amqps
 * @param channelRpcTimeout how long the broker may take for one answer
 * @param connectionTimeout how long connecting and the handshake may each take
 */
public record RabbitMqConfig(
    String name,
    String uri,
    String exchange,
    String queue,
    QueueType queueType,
    List<String> bind,
    boolean declare,
    int prefetch,
    Duration heartbeat,
    @Nullable Path caFile,
    Duration channelRpcTimeout,
    Duration connectionTimeout) {
  public static final int DEFAULT_PREFETCH = 1000;
  public static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(10);
  public static final Duration DEFAULT_CHANNEL_RPC_TIMEOUT = Duration.ofSeconds(5);
  public static final Duration DEFAULT_CONNECTION_TIMEOUT = Duration.ofSeconds(5);

  /** AMQP 0-9-1: names are short strings. */
  private static final int MAX_NAME_BYTES = 255;

  private static final int MAX_PREFETCH = 65_535;

  public RabbitMqConfig {
    bind = List.copyOf(bind);
    require(!name.isBlank(), name, "name", "not be empty", name);
    BrokerUri.parse(uri, key(name, "uri"));
    require(isName(queue), name, "queue", "be 1 to 255 bytes", queue);
    require(!declare || isName(exchange), name, "exchange", "be 1 to 255 bytes", exchange);
    require(!declare || !bind.isEmpty(), name, "bind", "have a routing key; \"#\" is all", bind);
    require(prefetch >= 1 && prefetch <= MAX_PREFETCH, name, "prefetch", "be 1 to 65535", prefetch);
    require(isBetween(heartbeat, 1, 3600), name, "heartbeat", "be 1 s to 1 h", heartbeat);
    require(
        isBetween(channelRpcTimeout, 1, 600),
        name,
        "channel_rpc_timeout",
        "be 1 s to 10 min",
        channelRpcTimeout);
    require(
        isBetween(connectionTimeout, 1, 600),
        name,
        "connection_timeout",
        "be 1 s to 10 min",
        connectionTimeout);
  }

  /** Everything as the reference configuration has it. */
  public static RabbitMqConfig withDefaults(
      String name, String uri, String exchange, String queue) {
    return new RabbitMqConfig(
        name,
        uri,
        exchange,
        queue,
        QueueType.QUORUM,
        List.of("#"),
        true,
        DEFAULT_PREFETCH,
        DEFAULT_HEARTBEAT,
        null,
        DEFAULT_CHANNEL_RPC_TIMEOUT,
        DEFAULT_CONNECTION_TIMEOUT);
  }

  BrokerUri broker() {
    return BrokerUri.parse(uri, key(name, "uri"));
  }

  private static boolean isName(String text) {
    return !text.isBlank() && text.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES;
  }

  private static boolean isBetween(Duration duration, long minSeconds, long maxSeconds) {
    return duration.compareTo(Duration.ofSeconds(minSeconds)) >= 0
        && duration.compareTo(Duration.ofSeconds(maxSeconds)) <= 0;
  }

  private static String key(String name, String key) {
    return "sources[" + name + "]." + key;
  }

  private static void require(boolean holds, String name, String key, String rule, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s must %s, got %s".formatted(key(name, key), rule, found));
    }
  }

  @Override
  public String toString() {
    return "RabbitMqConfig[name=%s, uri=%s, exchange=%s, queue=%s (%s), bind=%s, declare=%s, "
            .formatted(name, broker(), exchange, queue, queueType, bind, declare)
        + "prefetch=%s, heartbeat=%s, caFile=%s, channelRpcTimeout=%s, connectionTimeout=%s]"
            .formatted(prefetch, heartbeat, caFile, channelRpcTimeout, connectionTimeout);
  }
}
