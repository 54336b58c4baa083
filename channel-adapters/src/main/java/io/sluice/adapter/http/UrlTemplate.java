package io.sluice.adapter.http;

import io.sluice.adapter.wire.PathSegment;
import io.sluice.adapter.wire.Site;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * An absolute address whose path may hold {@code {sku}} once.
 *
 * @param before request target up to the SKU, or all of it
 * @param after rest of the request target behind the SKU
 */
record UrlTemplate(Site site, String before, String after, boolean takesSku) {
  static final String SKU = "{sku}";
  // Letters and digits only, so that it stays as it is in whatever part of an address it stands.
  private static final String STAND_IN = "0sluice0sku0stands0here0";

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
    Site site = Site.of(uri);
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    if (sku < 0) {
      return new UrlTemplate(site, target, "", false);
    }
    int place = path.indexOf(STAND_IN);
    if (place < 0) {
      throw new IllegalArgumentException("{sku} may stand only in the path");
    }
    return new UrlTemplate(
        site, target.substring(0, place), target.substring(place + STAND_IN.length()), true);
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
   * @return empty when it cannot, see {@link PathSegment}
   */
  Optional<String> target(String sku) {
    if (!takesSku) {
      return Optional.of(before);
    }
    String head = before.substring(before.lastIndexOf('/') + 1);
    int end = 0;
    while (end < after.length() && after.charAt(end) != '/' && after.charAt(end) != '?') {
      end++;
    }
    return PathSegment.encode(head, sku, after.substring(0, end))
        .map(segment -> before + segment + after);
  }
}
