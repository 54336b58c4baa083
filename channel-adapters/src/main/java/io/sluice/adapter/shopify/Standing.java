package io.sluice.adapter.shopify;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is remembered of a product, under its id: what holds for all of its variants.
 *
 * @param waiting made by us as a draft, shown with the first price of any of its variants
 * @param ended taken off the shop by us
 */
record Standing(boolean waiting, boolean ended) {
  /** Of a product that is as the merchant wants it; nothing is remembered. */
  static final Standing PLAIN = new Standing(false, false);

  private static final String YES = "yes";

  static Standing of(Map<String, String> stored) {
    return new Standing(stored.containsKey("waiting"), stored.containsKey("ended"));
  }

  Map<String, String> stored() {
    Map<String, String> stored = new LinkedHashMap<>();
    if (waiting) {
      stored.put("waiting", YES);
    }
    if (ended) {
      stored.put("ended", YES);
    }
    return stored;
  }

  Standing waits() {
    return new Standing(true, ended);
  }

  Standing shown() {
    return new Standing(false, ended);
  }

  Standing ended(boolean yes) {
    return new Standing(waiting, yes);
  }

  /** The status of a product that comes back. */
  String statusAgain() {
    return waiting ? "DRAFT" : "ACTIVE";
  }
}
