package io.sluice.adapter.shopify;

import io.sluice.adapter.Listing;
import io.sluice.adapter.ListingPage;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a shop shows, a page of variants at a time; a cursor is Shopify's. */
final class Listings {
  private final ShopifySettings settings;
  private final AdminApi api;

  Listings(ShopifySettings settings, AdminApi api) {
    this.settings = settings;
    this.api = api;
  }

  Future<ListingPage> page(@Nullable String cursor) {
    List<String> locations = List.copyOf(settings.allLocations());
    int first = Questions.listingsAtMost(locations.size());
    return api.ask(Questions.listings(first, cursor, locations), api.course())
        .map(
            reply ->
                reply instanceof Reply.Problem failed
                    ? new ListingPage.Problem(failed.why())
                    : read(((Reply.Data) reply).data(), locations.size()));
  }

  private static ListingPage read(Tree data, int locations) {
    String currency = data.at("shop", "currencyCode").text();
    List<Listing> listings = new ArrayList<>();
    for (Tree variant : data.at("productVariants", "nodes").list()) {
      String sku = variant.at("sku").text("");
      // What has none cannot be one of ours.
      if (!sku.isBlank()) {
        listings.add(
            new Listing(
                sku,
                variant.at("product", "status").text("").equals("ACTIVE"),
                quantity(variant.at("inventoryItem"), locations),
                variant.at("price").number(),
                currency));
      }
    }
    Tree page = data.at("productVariants", "pageInfo");
    return new ListingPage.Items(
        listings, page.at("hasNextPage").isTrue() ? page.at("endCursor").text() : null);
  }

  /** At our locations; null where none of them stocks it. */
  private static @Nullable Long quantity(Tree item, int locations) {
    Long sum = null;
    for (int i = 0; i < locations; i++) {
      for (Tree quantity : item.at("l" + i).at("quantities").list()) {
        Long there = quantity.at("quantity").whole();
        if (there != null && quantity.at("name").text("").equals("available")) {
          sum = sum == null ? there : Long.valueOf(sum + there);
        }
      }
    }
    return sum;
  }
}
