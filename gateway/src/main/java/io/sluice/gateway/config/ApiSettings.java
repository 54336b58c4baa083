package io.sluice.gateway.config;

import java.util.regex.Pattern;

/**
 * Where the REST API and the dashboard listen.
 *
 * @param host a loopback address: there are no users yet who could log in from elsewhere
 * @param port 0 takes any free one
 */
public record ApiSettings(String host, int port) {
  private static final Pattern LOOPBACK =
      Pattern.compile("127(\\.\\d{1,3}){3}|localhost|::1", Pattern.CASE_INSENSITIVE);

  /** {@code 127.0.0.1:8080} unless written. */
  public static final ApiSettings DEFAULT = new ApiSettings("127.0.0.1", 8080);

  public ApiSettings {
    new Checks()
        .that(
            "listen",
            LOOPBACK.matcher(host).matches(),
            "must be a loopback address for now (127.0.0.1, localhost or [::1]):"
                + " without users anybody could steer the gateway")
        .between("listen", port, 0, 65_535)
        .orThrow();
  }
}
