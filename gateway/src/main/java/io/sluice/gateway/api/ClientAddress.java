package io.sluice.gateway.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the one is who asks, for the throttle and the audit. Behind a proxy it is the last entry of
 * {@code x-forwarded-for}: that one the proxy wrote, all before it anybody may have. On the API's
 * context.
 */
final class ClientAddress implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(ClientAddress.class);
  private static final String ADDRESS = "sluice.address";
  private static final String FORWARDED = "x-forwarded-for";

  /** IPv4 or IPv6, some proxies add the port. */
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?<v4>[0-9]{1,3}(?:\\.[0-9]{1,3}){3})(?::[0-9]{1,5})?"
              + "|\\[(?<bracketed>[0-9a-fA-F:.]{2,45})](?::[0-9]{1,5})?"
              + "|(?<v6>[0-9a-fA-F.]*:[0-9a-fA-F:.]{1,44})");

  private final boolean behindProxy;
  private boolean told;

  ClientAddress(boolean behindProxy) {
    this.behindProxy = behindProxy;
  }

  @Override
  public void handle(RoutingContext context) {
    context.put(ADDRESS, address(context.request()));
    context.next();
  }

  /** An IP address as text, as the connection or the proxy says; never null. */
  static String of(RoutingContext context) {
    return context.get(ADDRESS, "");
  }

  private String address(HttpServerRequest request) {
    SocketAddress remote = request.remoteAddress();
    String address = remote == null ? "" : String.valueOf(remote.hostAddress());
    if (!behindProxy) {
      return address;
    }
    List<String> lines = request.headers().getAll(FORWARDED);
    String line = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    Matcher entry = ENTRY.matcher(line.substring(line.lastIndexOf(',') + 1).strip());
    if (entry.matches()) {
      String v4 = entry.group("v4");
      String bracketed = entry.group("bracketed");
      return v4 != null ? v4 : bracketed != null ? bracketed : entry.group("v6");
    }
    tellOnce(address);
    return address;
  }

  private void tellOnce(String address) {
    if (!told) {
      told = true;
      LOG.warn(
          "A request from {} has no address in x-forwarded-for, though the API is behind a proxy:"
              + " all who come that way count as one. The proxy has to set that header",
          address);
    }
  }
}
