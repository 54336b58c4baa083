package io.sluice.simulator.market;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * @param headers by name in lower case; the content type is one of them
 */
public record MarketAnswer(int status, Map<String, String> headers, byte[] body) {
  public MarketAnswer {
    Map<String, String> lower = new LinkedHashMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    headers = Collections.unmodifiableMap(lower);
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
    more.put(header.toLowerCase(Locale.ROOT), value);
    return new MarketAnswer(status, more, body);
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
