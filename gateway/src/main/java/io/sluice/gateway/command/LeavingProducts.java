package io.sluice.gateway.command;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which products the gateway knows from a source and a whole assortment does not have. Those that
 * are discontinued already do not count.
 */
final class LeavingProducts {
  private static final int PAGE = 500;

  private final Set<String> left = new LinkedHashSet<>();
  private final Set<String> ended = new HashSet<>();
  private final int known;

  /** Asks for all that are known. */
  LeavingProducts(RestClient api, String source, Progress progress) {
    ask(api, source, false, left, progress);
    ask(api, source, true, ended, progress);
    known = left.size();
  }

  private void ask(
      RestClient api, String source, boolean discontinued, Set<String> to, Progress progress) {
    String cursor = null;
    do {
      Reply page = page(api, source, discontinued, cursor);
      page.json().getJsonArray("items").forEach(sku -> to.add((String) sku));
      progress.update(left.size() + ended.size(), -1);
      cursor = page.next();
    } while (cursor != null);
  }

  private static Reply page(
      RestClient api, String source, boolean discontinued, @Nullable String cursor) {
    Map<String, @Nullable Object> query = new HashMap<>();
    query.put("discontinued", discontinued);
    query.put("source", source);
    query.put("limit", PAGE);
    query.put("cursor", cursor);
    return api.get(RestClient.path("skus"), query);
  }

  /** The assortment has it. */
  void stays(String sku) {
    left.remove(sku);
  }

  /** Whether it was discontinued before. */
  boolean isEnded(String sku) {
    return ended.contains(sku);
  }

  int known() {
    return known;
  }

  Set<String> leaving() {
    return left;
  }

  /** Whether no larger share leaves than is allowed, in percent. */
  boolean within(int percent) {
    return left.size() * 100L <= (long) percent * known;
  }

  /** Why nothing is discontinued after a broken line. */
  String broken() {
    return ("nothing is discontinued, because lines of the file are broken: a product that is meant to"
            + " stay may be in one of them. Mend them and import the file again (%d of %d known"
            + " products are not in it)")
        .formatted(left.size(), known);
  }

  /** Why nothing is done where too many would be discontinued, and what lets it through. */
  String guarded(int percent) {
    long share = (left.size() * 100L + known - 1) / Math.max(1, known);
    return ("nothing is taken or discontinued: %d of %d known products (%d %%) are not in the file, and more than"
            + " %d %% may not leave at once. Is the file whole? Then add --leaving-over %d")
        .formatted(left.size(), known, share, percent, share);
  }

  JsonObject json(int percent, long discontinued) {
    return new JsonObject()
        .put("known", known)
        .put("leaving", left.size())
        .put("leavingOver", percent)
        .put("discontinued", discontinued);
  }
}
