package io.sluice.adapter.amazon;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import io.sluice.adapter.wire.PathSegment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes updates as submissions. Content of a listing that exists is patched attribute by
 * attribute: to put it would drop the stock and the price it has.
 */
final class SubmissionWriter {
  /** Takes the attributes that every product type has: enough for an offer. */
  private static final String ANY_TYPE = "PRODUCT";

  private static final String OFFER = "/attributes/purchasable_offer";
  private static final String AVAILABILITY = "/attributes/fulfillment_availability";
  private static final String AUDIENCE = "ALL";

  private final AmazonSettings settings;

  SubmissionWriter(AmazonSettings settings) {
    this.settings = settings;
  }

  /**
   * @param place of the update in its call
   * @param known the listing it is for, null where there is none
   */
  Written write(ChannelUpdate update, int place, @Nullable KnownListing known) {
    if (PathSegment.encode(update.sku()).isEmpty()) {
      return Written.rejected("sku.no_path_segment", "the SKU cannot stand in an address");
    } else if (update.value() instanceof Value.Product product) {
      return product(update, place, product, known);
    } else if (update.value() instanceof Value.Discontinued) {
      return leaves(update, place, known);
    } else if (known == null) {
      return new Written.Ended(new Outcome.NotListed("Amazon has no listing of this SKU"));
    } else if (update.value() instanceof Value.Stock stock) {
      return stock(update, place, stock, known);
    }
    return price(update, place, (Value.Price) update.value(), known);
  }

  private Written stock(ChannelUpdate update, int place, Value.Stock stock, KnownListing known) {
    if (known.byAmazon()) {
      return Written.rejected(
          "stock.fulfilled_by_amazon",
          "Amazon fulfils it (%s) and counts it itself: leave it out with stock.only_if"
              .formatted(known.fulfillment()));
    }
    Map<String, Object> availability = new LinkedHashMap<>();
    availability.put("fulfillment_channel_code", settings.fulfillmentChannel());
    availability.put("quantity", stock.quantity());
    // A merge keeps the handling time and the restock date that the seller has set there.
    boolean there = settings.fulfillmentChannel().equals(known.fulfillment());
    return patch(update, place, known, there ? "merge" : "replace", AVAILABILITY, availability);
  }

  private Written price(ChannelUpdate update, int place, Value.Price price, KnownListing known) {
    if (price.prices().size() > 1) {
      return Written.rejected(
          "price.several_lists", "an offer has one price: choose it with price.list");
    }
    Value.ListPrice listed = price.prices().get(0);
    Map<String, Object> offer = offer();
    if (listed.amount() == null) {
      return patch(update, place, known, "delete", OFFER, offer);
    }
    if (listed.currency() != null && !listed.currency().equals(settings.currency())) {
      return Written.rejected(
          "price.currency",
          "the price is in %s, the marketplace's currency is %s: choose another with price.list"
              .formatted(listed.currency(), settings.currency()));
    }
    Sale sale = Sale.of(listed, settings.saleDays());
    BigDecimal regular = sale == null ? listed.amount() : sale.regular();
    offer.put("our_price", schedule(Map.of("value_with_tax", regular)));
    if (sale != null) {
      offer.put("discounted_price", schedule(sale.entry()));
    }
    // In place of what was there: a sale that is not named is gone.
    return patch(update, place, known, "replace", OFFER, offer);
  }

  private static List<Object> schedule(Map<String, Object> entry) {
    return List.of(Map.of("schedule", List.of(entry)));
  }

  /** What tells one offer of a listing from its others. */
  private Map<String, Object> offer() {
    Map<String, Object> offer = new LinkedHashMap<>();
    offer.put("marketplace_id", settings.marketplaceId());
    offer.put("currency", settings.currency());
    offer.put("audience", AUDIENCE);
    return offer;
  }

  private Written leaves(ChannelUpdate update, int place, @Nullable KnownListing known) {
    if (settings.deletes()) {
      return new Written.Ready(
          new Submission(update.sku(), Submission.Kind.DELETE, Map.of(), List.of(place), null));
    }
    return known == null
        ? new Written.Ended(Outcome.Accepted.PLAIN)
        : patch(update, place, known, "delete", OFFER, offer());
  }

  private Written product(
      ChannelUpdate update, int place, Value.Product product, @Nullable KnownListing known) {
    if (known == null && update.listed() == Listed.YES) {
      // Its stock and price have to be sent again once it is created.
      return new Written.Ended(new Outcome.NotListed("Amazon has no listing of this SKU any more"));
    }
    Map<String, Object> content = Members.object(product.json());
    String named = Members.text(content, ProductAttributes.PRODUCT_TYPE);
    ProductAttributes attributes = ProductAttributes.of(content, settings);
    String problem = attributes.problem();
    if (problem != null) {
      return Written.rejected("product.fields", problem);
    }
    return known == null
        ? create(update, place, named, attributes)
        : change(update, place, named, attributes, known);
  }

  private Written create(
      ChannelUpdate update, int place, @Nullable String named, ProductAttributes attributes) {
    String type = named == null ? settings.productType() : named;
    if (type == null) {
      return Written.rejected(
          "product.no_product_type",
          "a new listing needs a product type: set product_type, or the field product_type");
    }
    if (!settings.requirements().equals(AmazonSettings.PRODUCT_ONLY)) {
      attributes.otherwise("condition_type", settings.condition());
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("productType", type);
    body.put("requirements", settings.requirements());
    body.put("attributes", attributes.attributes());
    return new Written.Ready(
        new Submission(update.sku(), Submission.Kind.CREATE, body, List.of(place), null));
  }

  private Written change(
      ChannelUpdate update,
      int place,
      @Nullable String named,
      ProductAttributes attributes,
      KnownListing known) {
    List<Object> patches = new ArrayList<>();
    attributes
        .attributes()
        .forEach(
            (name, instances) -> patches.add(patch("replace", "/attributes/" + name, instances)));
    return patched(update, place, named == null ? type(known) : named, patches, null);
  }

  private Written patch(
      ChannelUpdate update,
      int place,
      KnownListing known,
      String op,
      String path,
      Map<String, Object> instance) {
    return patched(
        update,
        place,
        type(known),
        List.of(patch(op, path, List.of(instance))),
        op.equals("replace") && path.equals(AVAILABILITY) ? settings.fulfillmentChannel() : null);
  }

  private static Map<String, Object> patch(String op, String path, Object value) {
    Map<String, Object> patch = new LinkedHashMap<>();
    patch.put("op", op);
    patch.put("path", path);
    patch.put("value", value);
    return patch;
  }

  private static Written patched(
      ChannelUpdate update,
      int place,
      String type,
      List<Object> patches,
      @Nullable String fulfillment) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("productType", type);
    body.put("patches", patches);
    return new Written.Ready(
        new Submission(update.sku(), Submission.Kind.CHANGE, body, List.of(place), fulfillment));
  }

  private String type(KnownListing known) {
    if (known.productType() != null) {
      return known.productType();
    }
    return settings.productType() == null ? ANY_TYPE : settings.productType();
  }
}
