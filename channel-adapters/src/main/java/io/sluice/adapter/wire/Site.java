package io.sluice.adapter.wire;

import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port.
 *
 * @param host as in the Host header, an IPv6 address in brackets
 */
public record Site(boolean tls, String host, int port) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /**
   * @param uri absolute, http or https, with a host; what comes behind the port does not matter
   */
  public static Site of(URI uri) {
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() > 0 ? uri.getPort() : tls ? HTTPS : HTTP;
    return new Site(tls, uri.getHost(), port);
  }

  /** What an address must share with this one to be given our credentials. */
  public String origin() {
    return (scheme() + host + ":" + port).toLowerCase(Locale.ROOT);
  }

  /** The host without the brackets of an IPv6 address. */
  public String hostName() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** As people write it: the usual port stays away. */
  @Override
  public String toString() {
    boolean usual = port == (tls ? HTTPS : HTTP);
    return scheme() + host + (usual ? "" : ":" + port);
  }

  private String scheme() {
    return tls ? "https://" : "http://";
  }
}
