package io.sluice.adapter.shopify;

import io.sluice.adapter.wire.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One document with its variables. Costs follow Shopify's rules: 1 for an object, 0 for a scalar,
 * 10 for a mutation, a connection as many times as it may have entries.
 *
 * @param variables in the order in which they are written
 * @param points what it may cost at most, by Shopify's rules for the cost of fields
 * @param changes whether it changes something there
 */
record Ask(String document, Map<String, @Nullable Object> variables, int points, boolean changes) {
  /** Most entries of any list (shopify.dev/api/usage/rate-limits, input limits). */
  static final int LIST_AT_MOST = 250;

  byte[] body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("query", document);
    body.put("variables", variables);
    return JsonTree.bytes(body);
  }
}
