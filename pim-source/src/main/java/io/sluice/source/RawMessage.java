package io.sluice.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came, before anybody read it.
 *
 * @param body the bytes as received, never changed by anyone
 * @param contentType media type with parameters as sent, or null when the sender gave none
 * @param headers AMQP or HTTP headers as text, names as sent
 * @param routingKey by which the broker brought it here, or null where there is none
 */
public record RawMessage(
    byte[] body,
    @Nullable String contentType,
    Map<String, String> headers,
    @Nullable String routingKey) {
  public RawMessage {
    headers = Map.copyOf(headers);
  }

  /** One that no broker routed. */
  public RawMessage(byte[] body, @Nullable String contentType, Map<String, String> headers) {
    this(body, contentType, headers, null);
  }
}
