package io.sluice.gateway.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the API listens.
 *
 * @param host name or address, an IPv6 address without brackets
 * @param port 0 lets the system choose
 */
public record ListenAddress(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^:\\[\\]/@\\s]+)):([0-9]{1,5})");
  private static final int MAX_PORT = 65_535;

  /**
   * @param text {@code 127.0.0.1:8080} or {@code [::1]:8080}
   * @throws IllegalArgumentException with a sentence for the person who wrote it
   */
  public static ListenAddress parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > MAX_PORT) {
      throw new IllegalArgumentException(
          "must be HOST:PORT like 127.0.0.1:8080 or [::1]:8080, got '" + text + "'");
    }
    String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return new ListenAddress(host, Integer.parseInt(matcher.group(3)));
  }

  /** Whether only this machine can reach it. May ask the name service. */
  public boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
