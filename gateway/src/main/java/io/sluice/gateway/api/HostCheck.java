package io.sluice.gateway.api;

import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Only requests that name this machine, or a name it was given. A page of another site can make its
 * own name point to 127.0.0.1 (DNS rebinding) and would then count as the same site; the Host
 * header still tells.
 */
final class HostCheck implements Handler<RoutingContext> {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?");

  private final Set<String> names;

  /**
   * @param names further ones that lead here
   */
  HostCheck(Collection<String> names) {
    this.names =
        names.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void handle(RoutingContext context) {
    HostAndPort authority = context.request().authority();
    String host = authority == null ? "" : authority.host().toLowerCase(Locale.ROOT);
    if (!LOOPBACK.matcher(host).matches() && !names.contains(host)) {
      throw Problem.of(
              421,
              "This address answers only to localhost, 127.0.0.1, [::1] and the names of"
                  + " api.names in gateway.yaml.")
          .asException();
    }
    context.next();
  }
}
