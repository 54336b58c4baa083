package io.sluice.source.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import io.sluice.source.RawMessage;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message of the broker as one of ours: header values become text. */
final class AmqpMessage {
  private AmqpMessage() {}

  static RawMessage raw(Envelope envelope, BasicProperties properties, byte[] body) {
    return new RawMessage(
        body, properties.getContentType(), text(properties.getHeaders()), envelope.getRoutingKey());
  }

  private static Map<String, String> text(@Nullable Map<String, Object> headers) {
    if (headers == null) {
      return Map.of();
    }
    Map<String, String> text = new HashMap<>();
    headers.forEach(
        (name, value) -> {
          if (value != null) {
            text.put(name, text(value));
          }
        });
    return text;
  }

  /** AMQP's own timestamp type is what a CloudEvents time may come in. */
  private static String text(Object value) {
    return value instanceof Date date ? date.toInstant().toString() : value.toString();
  }
}
