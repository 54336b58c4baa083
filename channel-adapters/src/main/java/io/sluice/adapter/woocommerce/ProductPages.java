package io.sluice.adapter.woocommerce;

import io.sluice.adapter.Listing;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.wire.Exchanged;
import io.sluice.adapter.wire.JsonTree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pages of what the shop shows; a cursor is the number of the page. */
final class ProductPages {
  private final WooAnswers answers;
  private final String currency;

  ProductPages(WooAnswers answers, String currency) {
    this.answers = answers;
    this.currency = currency;
  }

  static long number(@Nullable String cursor) {
    return cursor == null ? 1 : Long.parseLong(cursor);
  }

  ListingPage page(Exchanged ended, long number) {
    WooAnswers.Read read = answers.read(ended, 1);
    Outcome problem = read.problem();
    if (problem != null) {
      return new ListingPage.Problem(problem);
    }
    if (!(read.tree() instanceof List<?> products)) {
      return new ListingPage.Problem(new Outcome.Gone("the answer is no list of products"));
    }
    List<Listing> listings = new ArrayList<>();
    for (Object product : products) {
      Listing listing = listing(JsonTree.object(product));
      if (listing != null) {
        listings.add(listing);
      }
    }
    boolean last = products.size() < WooApi.AT_MOST;
    return new ListingPage.Items(listings, last ? null : Long.toString(number + 1));
  }

  /** Null of one without a SKU, which is none of ours. */
  private @Nullable Listing listing(Map<?, ?> product) {
    String sku = JsonTree.text(product.get("sku"));
    if (sku == null) {
      return null;
    }
    boolean counted = Boolean.TRUE.equals(product.get("manage_stock"));
    long quantity = JsonTree.count(product.get("stock_quantity"));
    BigDecimal price = price(JsonTree.text(product.get("price")));
    return new Listing(
        sku,
        "publish".equals(product.get("status")),
        counted && quantity >= 0 ? quantity : null,
        price,
        price == null ? null : currency);
  }

  private static @Nullable BigDecimal price(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,12}(\\.[0-9]{1,6})?")
        ? new BigDecimal(text)
        : null;
  }
}
