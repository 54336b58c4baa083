package io.sluice.adapter.amazon;

import io.sluice.adapter.wire.Exchanged;
import io.sluice.adapter.wire.Site;
import io.sluice.adapter.wire.Visible;
import io.sluice.adapter.wire.Wire;
import io.sluice.adapter.wire.WireSettings;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries feeds and their reports to and from the addresses that Amazon names for them. Those are
 * signed already: nothing of our login goes there. They are Amazon's own, or on the host of the
 * API.
 */
final class Documents {
  /** Of a report as it travels. */
  static final int REPORT_AT_MOST = 16 << 20;

  private static final List<String> AMAZON =
      List.of(".amazonaws.com", ".amazonaws.com.cn", ".cloudfront.net", ".amazon.com");
  private static final int LONGEST_ADDRESS = 8_000;
  private static final int SITES_AT_MOST = 4;

  private final AmazonSettings settings;
  private final Vertx vertx;
  private final InstantSource clock;
  private final Map<String, Wire> wires = new LinkedHashMap<>();

  Documents(AmazonSettings settings, Vertx vertx, InstantSource clock) {
    this.settings = settings;
    this.vertx = vertx;
    this.clock = clock;
  }

  /** Succeeds always. */
  Future<Exchanged> upload(String url, String contentType, byte[] document) {
    return exchange(HttpMethod.PUT, url, contentType, Buffer.buffer(document));
  }

  /** Succeeds always. */
  Future<Exchanged> download(String url) {
    return exchange(HttpMethod.GET, url, null, null);
  }

  private Future<Exchanged> exchange(
      HttpMethod method, String url, @Nullable String contentType, @Nullable Buffer body) {
    Optional<URI> allowed = allowed(url, settings.endpoint());
    if (allowed.isEmpty()) {
      String start = url.substring(0, Math.min(url.length(), 100)).split("\\?", 2)[0];
      return Future.succeededFuture(
          new Exchanged.Forbidden(
              "address of a document on another host refused: " + Visible.line(start)));
    }
    URI uri = allowed.get();
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap().set("user-agent", SellingPartnerApi.USER_AGENT);
    if (contentType != null) {
      headers.set("content-type", contentType);
    }
    String query = uri.getRawQuery();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return wire(Site.of(uri))
        .exchange(method, query == null ? path : path + "?" + query, headers, body);
  }

  /** An address that a document may be carried to; its encryption must be that of the API. */
  static Optional<URI> allowed(String url, Site endpoint) {
    try {
      URI uri = new URI(url);
      String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
      boolean ours =
          AMAZON.stream().anyMatch(host::endsWith)
              || host.equals(endpoint.host().toLowerCase(Locale.ROOT));
      boolean https = "https".equalsIgnoreCase(uri.getScheme());
      boolean scheme = https || (!endpoint.tls() && "http".equalsIgnoreCase(uri.getScheme()));
      boolean plain = uri.getRawUserInfo() == null && url.length() <= LONGEST_ADDRESS;
      return ours && scheme && plain ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /**
   * Where the merchant allows addresses of his own network he means the host that he wrote, and not
   * what an answer names.
   */
  static boolean allowsPrivate(Site site, Site endpoint, WireSettings settings) {
    return settings.allowPrivate() && site.hostName().equalsIgnoreCase(endpoint.hostName());
  }

  private Wire wire(Site site) {
    Wire known = wires.get(site.origin());
    if (known != null) {
      return known;
    }
    if (wires.size() == SITES_AT_MOST) {
      Iterator<Wire> oldest = wires.values().iterator();
      oldest.next().close();
      oldest.remove();
    }
    WireSettings request = settings.request();
    WireSettings large =
        new WireSettings(
            request.channel(),
            allowsPrivate(site, settings.endpoint(), request),
            request.connectTimeout(),
            request.totalTimeout(),
            REPORT_AT_MOST,
            request.trust());
    Wire wire = new Wire(site, large, vertx, clock);
    wires.put(site.origin(), wire);
    return wire;
  }

  Future<Void> close() {
    List<Future<Void>> closed = new ArrayList<>();
    wires.values().forEach(wire -> closed.add(wire.close()));
    return Future.join(closed).mapEmpty();
  }
}
