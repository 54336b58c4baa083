package io.sluice.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came, before anybody read it.
 *
 * @param body the bytes as received, never changed by anyone
 * @param contentType media type with parameters as sent, or null when the sender gave none
 * @param headers AMQP or HTTP headers as text, names as sent
 */
public record RawMessage(byte[] body, @Nullable String contentType, Map<String, String> headers) {
  public RawMessage {
    headers = Map.copyOf(headers);
  }
}
