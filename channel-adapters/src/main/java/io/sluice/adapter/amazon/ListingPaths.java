package io.sluice.adapter.amazon;

import io.sluice.adapter.wire.PathSegment;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Paths and queries of the Listings Items API for one seller and marketplace. */
final class ListingPaths {
  static final int PAGE = 20;
  private static final String ITEMS = "/listings/2021-08-01/items/";

  private final AmazonSettings settings;

  ListingPaths(AmazonSettings settings) {
    this.settings = settings;
  }

  private String seller() {
    return ITEMS + settings.sellerId();
  }

  private String marketplace() {
    return "?marketplaceIds=" + settings.marketplaceId();
  }

  private String sku(String sku) {
    return seller()
        + "/"
        + PathSegment.encode(sku)
            .orElseThrow(() -> new IllegalArgumentException("the SKU was looked at before"))
        + marketplace();
  }

  /** To change or delete a listing. */
  String submission(String sku) {
    String locale = settings.issueLocale();
    return sku(sku) + (locale == null ? "" : "&issueLocale=" + locale);
  }

  /** To read what has to be known of one listing. */
  String item(String sku) {
    return sku(sku) + "&includedData=summaries,fulfillmentAvailability";
  }

  /** To read what has to be known of up to 20 listings. */
  String search(List<String> skus) {
    return seller()
        + marketplace()
        + "&includedData=summaries,fulfillmentAvailability&pageSize="
        + PAGE
        + "&identifiersType=SKU&identifiers="
        + skus.stream().map(ListingPaths::encode).collect(Collectors.joining(","));
  }

  /**
   * To read what is listed, oldest first.
   *
   * @param after listings created then or later, as the API wrote it; null for all
   * @param token of the page, null for the first
   */
  String page(@Nullable String after, @Nullable String token, int size) {
    return seller()
        + marketplace()
        + "&includedData=summaries,offers,fulfillmentAvailability"
        + "&sortBy=createdDate&sortOrder=ASC&pageSize="
        + size
        + (after == null ? "" : "&createdAfter=" + encode(after))
        + (token == null ? "" : "&pageToken=" + encode(token));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
