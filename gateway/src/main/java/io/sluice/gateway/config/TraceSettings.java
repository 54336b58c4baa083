package io.sluice.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where traces go.
 *
 * @param endpoint of a collector that takes OTLP over HTTP, without the path {@code /v1/traces}
 * @param share of the traces that begin here, 0 to 1; 0.01 unless written
 */
public record TraceSettings(String endpoint, double share) {
  static final double DEFAULT_SHARE = 0.01;

  public TraceSettings {
    new Checks()
        .that(
            "endpoint",
            isCollector(endpoint),
            "must be http://HOST:PORT or https://HOST:PORT, without credentials and path")
        .that("sample", share >= 0 && share <= 1, "must be from 0% to 100%")
        .orThrow();
  }

  private static boolean isCollector(String endpoint) {
    try {
      URI uri = new URI(endpoint);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawPath().isEmpty()
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
