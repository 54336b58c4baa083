package io.sluice.adapter.amazon;

import io.sluice.adapter.Listing;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.wire.JsonTree;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is listed, oldest first. A search shows 1,000 listings at most; the next search begins
 * with the moment at which the last of them was created, and leaves out what was read of it.
 */
final class ListingPages {
  private static final int DIGITS_AT_MOST = 18;

  private final AmazonSettings settings;
  private final SellingPartnerApi api;
  private final ListingPaths paths;
  private final ListingSearch search;

  ListingPages(
      AmazonSettings settings, SellingPartnerApi api, ListingPaths paths, ListingSearch search) {
    this.settings = settings;
    this.api = api;
    this.paths = paths;
    this.search = search;
  }

  /**
   * Where to go on.
   *
   * @param after begin of the search, null for the first
   * @param token of its next page, null for the first
   * @param read listings of this search so far
   * @param skip listings of its first moment that were read before
   * @param moment when the last one that was read was created
   * @param ofMoment those read that were created then
   */
  private record Cursor(
      @Nullable String after,
      @Nullable String token,
      long read,
      List<?> skip,
      @Nullable String moment,
      List<?> ofMoment) {
    static Cursor parse(@Nullable String text) {
      Map<String, Object> parts =
          text == null ? Map.of() : Members.object(text.getBytes(StandardCharsets.UTF_8));
      return new Cursor(
          Members.text(parts, "after"),
          Members.text(parts, "token"),
          Math.max(0, Members.count(parts, "read")),
          Members.list(parts, "skip"),
          Members.text(parts, "moment"),
          Members.list(parts, "ofMoment"));
    }

    @Override
    public String toString() {
      Map<String, @Nullable Object> parts = new LinkedHashMap<>();
      parts.put("after", after);
      parts.put("token", token);
      parts.put("read", read);
      parts.put("skip", skip);
      parts.put("moment", moment);
      parts.put("ofMoment", ofMoment);
      return new String(JsonTree.bytes(parts), StandardCharsets.UTF_8);
    }
  }

  Future<ListingPage> page(@Nullable String text, Patience patience) {
    Cursor cursor = Cursor.parse(text);
    String path = paths.page(cursor.after(), cursor.token(), ListingPaths.PAGE);
    return api.ask(Operation.SEARCH_ITEMS, HttpMethod.GET, path, null, patience)
        .compose(
            reply ->
                reply instanceof Reply.Bad bad
                    ? Future.succeededFuture(new ListingPage.Problem(bad.why()))
                    : page(cursor, ((Reply.Fine) reply).body()));
  }

  private Future<ListingPage> page(Cursor cursor, Map<String, Object> answer) {
    List<Listing> listings = new ArrayList<>();
    Map<String, Map<String, String>> ids = new HashMap<>();
    String moment = cursor.moment();
    List<Object> ofMoment = new ArrayList<>(cursor.ofMoment());
    List<?> items = Members.list(answer, "items");
    for (Object each : items) {
      Map<String, Object> item = Members.members(each);
      String sku = Members.text(item, "sku");
      if (sku == null) {
        return problem("an item of the search has no SKU");
      }
      String created = Members.text(summary(item), "createdDate");
      if (created != null && !created.equals(moment)) {
        moment = created;
        ofMoment.clear();
      }
      ofMoment.add(sku);
      if (!cursor.skip().contains(sku)) {
        listings.add(listing(sku, item));
        ids.put(sku, KnownListing.of(item, settings.marketplaceId()).ids());
      }
    }
    long read = cursor.read() + items.size();
    String token = Members.text(Members.members(answer.get("pagination")), "nextToken");
    Cursor next = null;
    if (token != null) {
      next = new Cursor(cursor.after(), token, read, cursor.skip(), moment, ofMoment);
    } else if (read < Members.count(answer, "numberOfResults")) {
      if (items.isEmpty() || moment == null || Objects.equals(moment, cursor.after())) {
        return problem("more listings were created in one moment than a search shows");
      }
      next = new Cursor(moment, null, 0, List.copyOf(ofMoment), moment, List.of());
    }
    String cursorText = next == null ? null : next.toString();
    return search.remember(ids).map(new ListingPage.Items(listings, cursorText));
  }

  private static Future<ListingPage> problem(String reason) {
    return Future.succeededFuture(new ListingPage.Problem(new Outcome.Gone(reason)));
  }

  /** Of this marketplace; empty without one. */
  private Map<String, Object> summary(Map<String, Object> item) {
    return ofMarketplace(Members.list(item, "summaries"));
  }

  private Map<String, Object> ofMarketplace(List<?> list) {
    return list.stream()
        .map(Members::members)
        .filter(each -> settings.marketplaceId().equals(each.get("marketplaceId")))
        .findFirst()
        .orElse(Map.of());
  }

  private Listing listing(String sku, Map<String, Object> item) {
    Map<String, Object> offer =
        ofMarketplace(
            Members.list(item, "offers").stream().filter(ListingPages::isForEverybody).toList());
    Map<String, Object> price = Members.members(offer.get("price"));
    boolean shown = !Members.list(summary(item), "status").isEmpty();
    return new Listing(
        sku,
        shown || !offer.isEmpty(),
        quantity(item),
        amount(Members.text(price, "amount")),
        Members.text(price, "currencyCode"));
  }

  private static boolean isForEverybody(Object offer) {
    return "B2C".equals(Members.members(offer).get("offerType"));
  }

  /** What Amazon fulfils it counts itself: there is nothing to compare. */
  private @Nullable Long quantity(Map<String, Object> item) {
    if (KnownListing.of(item, settings.marketplaceId()).byAmazon()) {
      return null;
    }
    for (Object each : Members.list(item, "fulfillmentAvailability")) {
      Map<String, Object> availability = Members.members(each);
      boolean ours =
          settings.fulfillmentChannel().equals(availability.get("fulfillmentChannelCode"));
      long quantity = Members.count(availability, "quantity");
      if (ours && quantity >= 0) {
        return quantity;
      }
    }
    return null;
  }

  private static @Nullable BigDecimal amount(@Nullable String text) {
    if (text == null || text.length() > DIGITS_AT_MOST) {
      return null;
    }
    try {
      BigDecimal amount = new BigDecimal(text);
      return Math.abs(amount.scale()) <= DIGITS_AT_MOST ? amount : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
