package io.sluice.source.rabbitmq;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Exchange, queue and bindings as the order of events needs them. */
final class Topology {
  private Topology() {}

  /** Declares what the configuration says, or makes sure that the queue stands. */
  static void prepare(Channel channel, RabbitMqConfig config) throws IOException {
    if (!config.declare()) {
      channel.queueDeclarePassive(config.queue());
      return;
    }
    channel.exchangeDeclare(config.exchange(), BuiltinExchangeType.TOPIC, true);
    declareQueue(channel, config);
    for (String routingKey : config.bind()) {
      channel.queueBind(config.queue(), config.exchange(), routingKey);
    }
  }

  /** Fails where the queue stands with other settings. */
  static void declareQueue(Channel channel, RabbitMqConfig config) throws IOException {
    channel.queueDeclare(config.queue(), true, false, false, arguments(channel, config));
  }

  private static Map<String, Object> arguments(Channel channel, RabbitMqConfig config) {
    Map<String, Object> arguments = new HashMap<>();
    arguments.put("x-single-active-consumer", true);
    if (isQpid(channel)) {
      return arguments;
    }
    arguments.put("x-queue-type", config.queueType().toString());
    if (config.queueType() == QueueType.QUORUM && limitsDeliveries(channel)) {
      arguments.put("x-delivery-limit", -1);
    }
    return arguments;
  }

  /**
   * Apache Qpid, the broker of the demo: it ends the connection (542) on an argument that it does
   * not know, and has one kind of queue only.
   */
  private static boolean isQpid(Channel channel) {
    Object product = channel.getConnection().getServerProperties().get("product");
    return product != null && product.toString().toLowerCase(Locale.ROOT).contains("qpid");
  }

  /**
   * Since 4.0 a quorum queue drops a message after 20 deliveries unless told otherwise, which would
   * lose events over 20 crashes. Before, it has no limit and no way to say so.
   */
  private static boolean limitsDeliveries(Channel channel) {
    Object version = channel.getConnection().getServerProperties().get("version");
    return version != null && majorVersion(version.toString()) >= 4;
  }

  static int majorVersion(String version) {
    int major = 0;
    for (int i = 0; i < version.length() && Character.isDigit(version.charAt(i)); i++) {
      major = major * 10 + Character.digit(version.charAt(i), 10);
    }
    return major;
  }
}
