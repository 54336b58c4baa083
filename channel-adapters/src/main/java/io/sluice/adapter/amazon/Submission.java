package io.sluice.adapter.amazon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change of one listing, as the API takes it alone and in a feed.
 *
 * @param body members of the request: productType with attributes or patches; empty to delete
 * @param updates which updates of the call it carries, by their place
 * @param fulfillment the channel that it is the first to give a quantity, null where it does not
 */
record Submission(
    String sku,
    Kind kind,
    Map<String, Object> body,
    List<Integer> updates,
    @Nullable String fulfillment) {
  /** What is done to the listing. */
  enum Kind {
    CREATE("UPDATE"),
    CHANGE("PATCH"),
    DELETE("DELETE");

    private final String operationType;

    Kind(String operationType) {
      this.operationType = operationType;
    }
  }

  @Nullable String productType() {
    return Members.text(body, "productType");
  }

  /** Two changes of one listing as one. */
  Submission with(Submission other) {
    Map<String, Object> both = new LinkedHashMap<>(body);
    List<Object> patches = new ArrayList<>(Members.list(body, "patches"));
    patches.addAll(Members.list(other.body, "patches"));
    both.put("patches", patches);
    List<Integer> all = new ArrayList<>(updates);
    all.addAll(other.updates);
    String first = fulfillment == null ? other.fulfillment : fulfillment;
    return new Submission(sku, kind, both, List.copyOf(all), first);
  }

  /** As a message of a feed. */
  Map<String, Object> message(int id) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("messageId", id);
    message.put("sku", sku);
    message.put("operationType", kind.operationType);
    message.putAll(body);
    return message;
  }
}
