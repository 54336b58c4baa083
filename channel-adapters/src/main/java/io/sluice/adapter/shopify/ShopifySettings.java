package io.sluice.adapter.shopify;

import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Secret;
import io.sluice.adapter.SettingValues;
import io.sluice.adapter.wire.Site;
import io.sluice.adapter.wire.WireSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a channel, read.
 *
 * @param site of the shop
 * @param apiVersion such as 2026-04
 * @param accessToken one without an end; null where there is a client
 * @param location where stock goes that no warehouse has a location for; null where no stock is
 *     sent
 * @param locations by warehouse
 * @param currency of the shop's prices; null to take any
 * @param priceList of several the one that is shown
 * @param activate whether new products can be bought as soon as they have a price
 * @param publishTo publications that new products are published to
 * @param overwrite whether stock is set whatever is there
 * @param pricesCome whether this channel is told of prices
 */
record ShopifySettings(
    Site site,
    String apiVersion,
    @Nullable Secret accessToken,
    @Nullable String clientId,
    @Nullable Secret clientSecret,
    @Nullable String location,
    Map<String, String> locations,
    @Nullable String currency,
    String priceList,
    boolean activate,
    List<String> publishTo,
    Leaving leaving,
    boolean overwrite,
    boolean pricesCome,
    WireSettings wire) {
  static final String API_VERSION = "2026-07";
  static final String EARLIEST = "2025-10";

  /** What becomes of a product that leaves. */
  enum Leaving {
    ARCHIVE,
    DRAFT,
    STOCK_0
  }

  ShopifySettings {
    locations = Map.copyOf(locations);
    publishTo = List.copyOf(publishTo);
  }

  /**
   * @param settings in which nothing is wrong
   */
  static ShopifySettings of(ChannelSettings settings) {
    SettingValues values = new SettingValues(settings.values());
    String location = values.text("location");
    Map<String, String> locations = new LinkedHashMap<>();
    values
        .texts("locations")
        .forEach((warehouse, id) -> locations.put(warehouse, gid("Location", id)));
    return new ShopifySettings(
        Site.of(endpoint(values)),
        values.text("api_version", API_VERSION),
        values.secret("access_token"),
        values.text("client_id"),
        values.secret("client_secret"),
        location == null ? null : gid("Location", location),
        locations,
        values.text("currency"),
        values.text("price_list", "default"),
        values.text("new_products", "active").equals("active"),
        publications(values.tree("publish_to")),
        switch (values.text("discontinued", "archive")) {
          case "draft" -> Leaving.DRAFT;
          case "stock_0" -> Leaving.STOCK_0;
          default -> Leaving.ARCHIVE;
        },
        values.yes("overwrite"),
        settings.send().contains(Facet.PRICE),
        WireSettings.of(settings.channel(), values));
  }

  static URI endpoint(SettingValues values) {
    String endpoint = values.text("endpoint");
    return URI.create(endpoint == null ? "https://" + host(values.text("shop", "")) : endpoint);
  }

  /** A shop's name alone, or the host it has at Shopify. */
  static String host(String shop) {
    return shop.contains(".") ? shop : shop + ".myshopify.com";
  }

  private static List<String> publications(@Nullable Object tree) {
    List<String> publications = new ArrayList<>();
    if (tree instanceof List<?> list) {
      list.forEach(id -> publications.add(gid("Publication", String.valueOf(id))));
    } else if (tree != null) {
      publications.add(gid("Publication", tree.toString()));
    }
    return publications;
  }

  /** Shopify's global id for a number; a global id stays as it is. */
  static String gid(String type, String id) {
    return id.startsWith("gid://") ? id : "gid://shopify/" + type + "/" + id;
  }

  /** Every location that a stock is set at, the one for everything else first. */
  Set<String> allLocations() {
    Set<String> all = new LinkedHashSet<>();
    if (location != null) {
      all.add(location);
    }
    all.addAll(locations.values());
    return all;
  }

  /** Whether a product that we made is shown with its first price. */
  boolean showsWithPrice() {
    return activate && pricesCome;
  }

  /** What Shopify counts points by: an app in a shop. A token without an end is one app's. */
  String app() {
    String app = accessToken == null ? clientId : Secret.fingerprint(accessToken);
    return "shopify %s %s".formatted(site, app);
  }

  String graphqlPath() {
    return "/admin/api/" + apiVersion + "/graphql.json";
  }

  /** From 2026-04 on each quantity says what it changes from, before that the guard is optional. */
  boolean changesFrom() {
    return apiVersion.compareTo("2026-04") >= 0;
  }

  /** Known from 2026-01 on, demanded from 2026-04 on. */
  boolean idempotencyKeys() {
    return apiVersion.compareTo("2026-01") >= 0;
  }
}
