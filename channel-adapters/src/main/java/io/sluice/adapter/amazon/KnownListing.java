package io.sluice.adapter.amazon;

import io.sluice.adapter.RemoteIds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a listing before it may be changed, as {@link RemoteIds} keep it.
 *
 * @param productType as Amazon has it, null where it does not say
 * @param fulfillment code of the channel that fulfils it, null where it has none yet
 */
record KnownListing(@Nullable String productType, @Nullable String fulfillment) {
  private static final String HERE = "here";
  private static final String PRODUCT_TYPE = "product_type";
  private static final String FULFILLMENT = "fulfillment";
  // AMAZON_NA, AMAZON_EU and so on; what a seller fulfils himself is DEFAULT.
  private static final String AMAZON = "AMAZON";

  static KnownListing of(Map<String, String> ids) {
    return new KnownListing(ids.get(PRODUCT_TYPE), ids.get(FULFILLMENT));
  }

  /** From an item of an answer. */
  static KnownListing of(Map<String, Object> item, String marketplaceId) {
    String type = null;
    for (Object each : Members.list(item, "summaries")) {
      Map<String, Object> summary = Members.members(each);
      if (marketplaceId.equals(summary.get("marketplaceId"))) {
        type = Members.text(summary, "productType");
      }
    }
    return new KnownListing(type, fulfillment(Members.list(item, "fulfillmentAvailability")));
  }

  /** Amazon's own channel comes first: its listing must not be given a quantity. */
  private static @Nullable String fulfillment(List<?> availability) {
    String code = null;
    for (Object each : availability) {
      String found = Members.text(Members.members(each), "fulfillmentChannelCode");
      if (found != null && (code == null || found.startsWith(AMAZON))) {
        code = found;
      }
    }
    return code;
  }

  boolean byAmazon() {
    return fulfillment != null && fulfillment.startsWith(AMAZON);
  }

  /** Answers have no type in the minutes after a listing was created. */
  KnownListing orOfTypeOf(KnownListing before) {
    return productType == null ? new KnownListing(before.productType, fulfillment) : this;
  }

  Map<String, String> ids() {
    Map<String, String> ids = new LinkedHashMap<>();
    ids.put(HERE, "yes");
    if (productType != null) {
      ids.put(PRODUCT_TYPE, productType);
    }
    if (fulfillment != null) {
      ids.put(FULFILLMENT, fulfillment);
    }
    return ids;
  }
}
