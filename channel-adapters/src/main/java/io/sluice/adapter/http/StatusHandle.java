package io.sluice.adapter.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What to ask for a pending update, as one text that survives a restart: the status address with
 * the expiry and the update's id behind {@code #}, where nothing is ever sent from.
 *
 * @param target path and query
 */
record StatusHandle(String origin, String target, Instant expiresAt, String updateId) {
  private static final int LONGEST_ADDRESS = 2_000;

  /**
   * @param address as the receiver gave it, maybe relative
   * @param base origin and target of the request it answers
   * @return empty when it is no address on the same scheme, host and port: our credentials go
   *     nowhere else
   */
  static Optional<StatusHandle> of(
      String address, String origin, String base, Instant expiresAt, String updateId) {
    return target(address, origin, base)
        .map(target -> new StatusHandle(origin, target, expiresAt, updateId));
  }

  /** Path and query of an address, as {@link #of} has it; empty where that is empty. */
  static Optional<String> target(String address, String origin, String base) {
    try {
      String given = address.trim();
      // RFC 3986 keeps the path then; java.net.URI drops it.
      String whole = given.startsWith("?") ? base.split("\\?", 2)[0] + given : given;
      URI resolved = new URI(origin + base).resolve(new URI(whole));
      String target = target(resolved);
      boolean ours = resolved.getRawUserInfo() == null && origin(resolved).equals(origin);
      return ours && target.length() <= LONGEST_ADDRESS ? Optional.of(target) : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Of what {@link #toString} wrote; empty when it is none of ours. */
  static Optional<StatusHandle> parse(String handle, String origin) {
    int hash = handle.indexOf('#');
    int dot = handle.indexOf('.', hash + 1);
    if (hash < 0 || dot < 0 || !handle.startsWith(origin + "/")) {
      return Optional.empty();
    }
    try {
      Instant expiresAt = Instant.ofEpochSecond(Long.parseLong(handle, hash + 1, dot, 10));
      String target = handle.substring(origin.length(), hash);
      return Optional.of(new StatusHandle(origin, target, expiresAt, handle.substring(dot + 1)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String target(URI status) {
    URI ascii = URI.create(status.toASCIIString());
    String path =
        ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
  }

  private static String origin(URI status) {
    boolean tls = "https".equalsIgnoreCase(status.getScheme());
    int port = status.getPort() > 0 ? status.getPort() : tls ? 443 : 80;
    return (status.getScheme() + "://" + status.getHost() + ":" + port).toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return origin + target + "#" + expiresAt.getEpochSecond() + "." + updateId;
  }
}
