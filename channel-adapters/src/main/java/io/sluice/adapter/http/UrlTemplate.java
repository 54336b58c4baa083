package io.sluice.adapter.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An absolute address whose path may hold {@code {sku}} once.
 *
 * @param host as in the Host header, an IPv6 address in brackets
 * @param before request target up to the SKU, or all of it
 * @param after rest of the request target behind the SKU
 */
record UrlTemplate(
    boolean tls, String host, int port, String before, String after, boolean takesSku) {
  static final String SKU = "{sku}";
  // Letters and digits only, so that it stays as it is in whatever part of an address it stands.
  private static final String STAND_IN = "0sluice0sku0stands0here0";
  private static final String UNRESERVED = "-_.~";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();
  private static final Pattern SLASHES = Pattern.compile("[/\\\\]");

  /**
   * @throws IllegalArgumentException with what is wrong, in words for the one who wrote it
   */
  static UrlTemplate parse(String text) {
    int sku = text.indexOf(SKU);
    URI uri = uri(text.replace(SKU, STAND_IN));
    check(uri);
    if (sku >= 0 && text.indexOf(SKU, sku + 1) >= 0) {
      throw new IllegalArgumentException("{sku} may stand only once");
    }
    boolean tls = "https".equals(uri.getScheme().toLowerCase(Locale.ROOT));
    int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    if (sku < 0) {
      return new UrlTemplate(tls, uri.getHost(), port, target, "", false);
    }
    int place = path.indexOf(STAND_IN);
    if (place < 0) {
      throw new IllegalArgumentException("{sku} may stand only in the path");
    }
    return new UrlTemplate(
        tls,
        uri.getHost(),
        port,
        target.substring(0, place),
        target.substring(place + STAND_IN.length()),
        true);
  }

  private static URI uri(String text) {
    if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
      throw new IllegalArgumentException("the only placeholder is {sku}");
    }
    try {
      return new URI(new URI(text).toASCIIString());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not an address: " + e.getReason(), e);
    }
  }

  private static void check(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("must begin with https:// or http://");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("names no host (write a name with umlauts as xn--...)");
    }
    if (uri.getPort() > 65_535) {
      throw new IllegalArgumentException("has a port above 65535");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("must not hold user or password: use auth.basic");
    }
    if (uri.getRawFragment() != null) {
      throw new IllegalArgumentException("must not hold a part behind #: it is never sent");
    }
    if (uri.getHost().contains(STAND_IN)) {
      throw new IllegalArgumentException("{sku} may stand only in the path");
    }
  }

  /**
   * The request target for one SKU, which stays one path segment.
   *
   * @return empty when it cannot: it is no Unicode text, or holds a segment {@code .} or {@code
   *     ..}, which climbs the path in every server that decodes before it normalizes (RFC 3986,
   *     6.2.2), however it is encoded
   */
  Optional<String> target(String sku) {
    if (!takesSku) {
      return Optional.of(before);
    }
    return climbs(segment(sku)) || !isUnicode(sku)
        ? Optional.empty()
        : Optional.of(before + encode(sku) + after);
  }

  /** The whole segment the SKU becomes part of. */
  private String segment(String sku) {
    String head = before.substring(before.lastIndexOf('/') + 1);
    int end = 0;
    while (end < after.length() && after.charAt(end) != '/' && after.charAt(end) != '?') {
      end++;
    }
    return head + sku + after.substring(0, end);
  }

  private static boolean climbs(String segment) {
    return segment.isEmpty()
        || SLASHES.splitAsStream(segment).anyMatch(part -> part.equals(".") || part.equals(".."));
  }

  /** Half a character would become a question mark, which may be another SKU. */
  private static boolean isUnicode(String sku) {
    return sku.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  private static String encode(String sku) {
    StringBuilder encoded = new StringBuilder(sku.length() + 16);
    for (byte octet : sku.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved(octet)) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(HEX[(octet >> 4) & 15]).append(HEX[octet & 15]);
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(byte octet) {
    return isBetween(octet, 'a', 'z')
        || isBetween(octet, 'A', 'Z')
        || isBetween(octet, '0', '9')
        || UNRESERVED.indexOf(octet) >= 0;
  }

  private static boolean isBetween(byte octet, char first, char last) {
    return octet >= first && octet <= last;
  }

  /** Scheme, host and port: what an address must share with this one to be asked for a status. */
  String origin() {
    return ((tls ? "https://" : "http://") + host + ":" + port).toLowerCase(Locale.ROOT);
  }

  /** The same as people write it. */
  String site() {
    boolean usual = port == (tls ? 443 : 80);
    return (tls ? "https://" : "http://") + host + (usual ? "" : ":" + port);
  }

  /** The host without the brackets of an IPv6 address. */
  String hostName() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
