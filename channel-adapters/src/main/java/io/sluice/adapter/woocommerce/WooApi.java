package io.sluice.adapter.woocommerce;

import io.sluice.adapter.OutgoingRequest;
import io.sluice.adapter.wire.Exchanged;
import io.sluice.adapter.wire.Wire;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The requests there are. Owned by one connection and its context. */
final class WooApi {
  /** Most products on a page, and most items in a batch. */
  static final int AT_MOST = 100;

  static final String BATCH = "/products/batch";

  private final WooSettings settings;
  private final Wire wire;

  WooApi(WooSettings settings, Vertx vertx, InstantSource clock) {
    this.settings = settings;
    this.wire = new Wire(settings.site(), settings.wire(), vertx, clock);
  }

  /** Products and variations with one of those SKUs, at most {@link #AT_MOST}. */
  Future<Exchanged> find(Collection<String> skus, Duration atMost) {
    String wanted = URLEncoder.encode(String.join(",", skus), StandardCharsets.UTF_8);
    return get("sku=" + wanted + "&per_page=100&_fields=id,sku,parent_id", atMost);
  }

  /** What products have in lists, at most {@link #AT_MOST}. */
  Future<Exchanged> lists(Collection<Long> ids, Duration atMost) {
    String wanted = ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    return get("include=" + wanted + "&per_page=100&_fields=id,attributes,images", atMost);
  }

  /** A page of all products, in the order of their ids. */
  Future<Exchanged> page(long page) {
    return get(
        "per_page=100&page="
            + page
            + "&orderby=id&order=asc&_fields=id,sku,status,manage_stock,stock_quantity,price",
        settings.wire().totalTimeout());
  }

  Future<Exchanged> one() {
    return get("per_page=1&_fields=id", settings.wire().totalTimeout());
  }

  private Future<Exchanged> get(String query, Duration atMost) {
    String target = settings.api() + "/products?" + query;
    return wire.exchange(HttpMethod.GET, target, headers(), null, atMost);
  }

  /**
   * @param path {@link #BATCH} or that of a product's variations
   */
  Future<Exchanged> batch(String path, byte[] body, Duration atMost) {
    MultiMap headers = headers().set(HttpHeaders.CONTENT_TYPE, "application/json");
    String target = settings.api() + path;
    return wire.exchange(HttpMethod.POST, target, headers, Buffer.buffer(body), atMost);
  }

  private MultiMap headers() {
    return HttpHeaders.headers()
        .set(HttpHeaders.USER_AGENT, "sluice")
        .set(HttpHeaders.ACCEPT, "application/json")
        .set(HttpHeaders.AUTHORIZATION, settings.authorization().reveal());
  }

  static OutgoingRequest preview(WooSettings settings, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("User-Agent", "sluice");
    headers.put("Accept", "application/json");
    headers.put("Authorization", OutgoingRequest.MASK);
    headers.put("Content-Type", "application/json");
    String url = settings.site() + settings.api() + BATCH;
    return new OutgoingRequest("POST", url, headers, body);
  }

  Future<Void> close() {
    return wire.close();
  }
}
