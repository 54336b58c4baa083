package io.sluice.simulator.market;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * @param headers by name; the content type is one of them
 */
public record MarketAnswer(int status, Map<String, String> headers, byte[] body) {
  public MarketAnswer {
    headers = Map.copyOf(headers);
  }

  public static MarketAnswer json(int status, String body) {
    return new MarketAnswer(
        status, Map.of("content-type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
  }

  public static MarketAnswer empty(int status) {
    return new MarketAnswer(status, Map.of(), new byte[0]);
  }

  public MarketAnswer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new MarketAnswer(status, more, body);
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
