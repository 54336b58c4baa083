package io.sluice.gateway.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the REST API and the dashboard listen, and who may come in.
 *
 * @param host elsewhere than loopback only with users, and with TLS here or at a proxy
 * @param port 0 takes any free one
 * @param users file of those who may sign in; empty: everybody on this machine may do everything
 * @param names further host names under which it is asked; others are refused, because a page of
 *     another site can make its own name lead here
 * @param tls certificate and key; empty: plain HTTP
 * @param behindProxy a proxy in front speaks TLS with the browsers, and says in {@code
 *     x-forwarded-for where they are
 */
public record ApiSettings(
    String host,
    int port,
    Optional<Path> users,
    List<String> names,
    Optional<Tls> tls,
    boolean behindProxy) {
  private static final Pattern LOOPBACK =
      Pattern.compile("127(\\.\\d{1,3}){3}|localhost|::1", Pattern.CASE_INSENSITIVE);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.-]{1,253}");

  /** {@code 127.0.0.1:8080} unless written. */
  public static final ApiSettings DEFAULT = loopback("127.0.0.1", 8080);

  /**
   * @param certificate with what leads to its authority, PEM
   * @param key PKCS #8, PEM
   */
  public record Tls(Path certificate, Path key) {}

  public ApiSettings {
    names = List.copyOf(names);
    boolean near = isLoopback(host);
    new Checks()
        .that(
            "listen",
            near || users.isPresent(),
            "must be a loopback address (127.0.0.1, localhost or [::1]) as long as there are no"
                + " users: anybody could steer the gateway")
        .that(
            "listen",
            near || users.isEmpty() || tls.isPresent() || behindProxy,
            "must be a loopback address without tls, or passwords would travel in the clear;"
                + " behind_proxy: yes where a proxy speaks TLS")
        .that(
            "names",
            names.stream().allMatch(name -> NAME.matcher(name).matches()),
            "must be host names such as ops.example.com, without port")
        .between("listen", port, 0, 65_535)
        .orThrow();
  }

  /** By its name alone: nobody is asked. */
  static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }

  static ApiSettings loopback(String host, int port) {
    return new ApiSettings(host, port, Optional.empty(), List.of(), Optional.empty(), false);
  }
}
