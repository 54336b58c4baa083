package io.sluice.gateway.api;

import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Only requests that name this machine. A page of another site can make its own name point to
 * 127.0.0.1 (DNS rebinding) and would then count as the same site; the Host header still tells.
 */
final class HostCheck implements Handler<RoutingContext> {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?");

  @Override
  public void handle(RoutingContext context) {
    HostAndPort authority = context.request().authority();
    String host = authority == null ? "" : authority.host().toLowerCase(Locale.ROOT);
    if (!LOOPBACK.matcher(host).matches()) {
      throw Problem.of(421, "This address answers only to localhost, 127.0.0.1 and [::1].")
          .asException();
    }
    context.next();
  }
}
