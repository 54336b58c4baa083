package io.sluice.gateway.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
  private static final String COUNTED = "sluice.address.counted";

  /** Of an IPv6 address; whoever has one has the 2^64 beside it. */
  private static final int NETWORK_BYTES = 8;

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
    String remote = remote(context.request().remoteAddress());
    String forwarded = behindProxy ? forwarded(context.request(), remote) : null;
    String address = forwarded == null ? remote : forwarded;
    context.put(ADDRESS, address);
    if (!behindProxy || forwarded != null) {
      context.put(COUNTED, block(address));
    }
    context.next();
  }

  /** An IP address as text, as the connection or the proxy says; never null. */
  static String of(RoutingContext context) {
    return context.get(ADDRESS, "");
  }

  /** Who counts as one, as {@link #block} says; null: behind a proxy that does not tell. */
  static @Nullable String counted(RoutingContext context) {
    return context.get(COUNTED);
  }

  /** The address of the other side as text, empty where it has none. */
  static String remote(@Nullable SocketAddress remote) {
    return remote == null ? "" : String.valueOf(remote.hostAddress());
  }

  /** What bounds of one address go by: the address, of IPv6 its network of 64 bits. */
  static String block(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      // Of what has a colon in it no name service is asked.
      InetAddress parsed = InetAddress.getByName(address);
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK_BYTES)
          : parsed.getHostAddress();
    } catch (UnknownHostException noAddress) {
      return address;
    }
  }

  private @Nullable String forwarded(HttpServerRequest request, String remote) {
    List<String> lines = request.headers().getAll(FORWARDED);
    String line = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    Matcher entry = ENTRY.matcher(line.substring(line.lastIndexOf(',') + 1).strip());
    if (entry.matches()) {
      String v4 = entry.group("v4");
      String bracketed = entry.group("bracketed");
      return v4 != null ? v4 : bracketed != null ? bracketed : entry.group("v6");
    }
    tellOnce(remote);
    return null;
  }

  private void tellOnce(String address) {
    if (!told) {
      told = true;
      LOG.warn(
          "A request from {} has no address in x-forwarded-for, though behind_proxy says that"
              + " a proxy is in front: all who come that way count as one. The proxy has to set that header",
          address);
    }
  }
}
