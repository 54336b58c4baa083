package io.sluice.simulator.amazon;

import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.MarketRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the Listings Items API answers. Not thread-safe. */
final class ListingAnswers {
  /** "The maximum number of items (SKUs) that can be returned and paged through is 1000." */
  private static final int PAGED_AT_MOST = 1_000;

  private static final int PAGE_AT_MOST = 20;

  private final AmazonAccount account;
  private final Catalogue catalogue;
  private final Feeds feeds;
  private int submissions;

  /** Until then searches do not find what is new. */
  Duration shownAfter = Duration.ZERO;

  ListingAnswers(AmazonAccount account, Catalogue catalogue, Feeds feeds) {
    this.account = account;
    this.catalogue = catalogue;
    this.feeds = feeds;
  }

  MarketAnswer answer(String operation, MarketRequest request, Instant now) {
    boolean ours =
        account.sellerId().equals(request.segments().get(3))
            && account.marketplaceId().equals(request.query().get("marketplaceIds"));
    if (!ours) {
      return invalid();
    }
    String sku = request.segments().size() > 4 ? request.segments().get(4) : "";
    return switch (operation) {
      case "searchListingsItems" -> search(request, now);
      case "getListingsItem" -> get(sku, words(request.query().get("includedData")), now);
      case "deleteListingsItem" -> submitted(sku, catalogue.delete(sku));
      default -> submit(operation, sku, Tree.object(request.body()), now);
    };
  }

  private static MarketAnswer invalid() {
    return AmazonMarketplace.error(
        400, "InvalidInput", "Request has missing or invalid parameters and cannot be parsed.");
  }

  private MarketAnswer submit(
      String operation, String sku, @Nullable Map<String, Object> body, Instant now) {
    boolean put = operation.equals("putListingsItem");
    if (body == null
        || !(body.get("productType") instanceof String)
        || !body.containsKey(put ? "attributes" : "patches")) {
      return invalid();
    }
    feeds.sentBeside(Feeds.changes(sku, body));
    return submitted(sku, put ? catalogue.put(sku, body, now) : catalogue.patch(sku, body, now));
  }

  private MarketAnswer submitted(String sku, Submitted submitted) {
    submissions++;
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("sku", sku);
    answer.put("status", submitted.accepted() ? "ACCEPTED" : "INVALID");
    answer.put("submissionId", "submission-" + submissions);
    answer.put("issues", submitted.issues().stream().map(Submitted.Issue::ofListing).toList());
    return MarketAnswer.json(200, Tree.text(answer));
  }

  private boolean isShown(ListedItem item, Instant now) {
    return !now.isBefore(item.createdAt.plus(shownAfter));
  }

  private MarketAnswer get(String sku, List<String> included, Instant now) {
    ListedItem item = catalogue.find(sku);
    return item == null
        ? AmazonMarketplace.error(404, "NOT_FOUND", "SKU '" + sku + "' not found.")
        : MarketAnswer.json(200, Tree.text(item.item(account, included, now, isShown(item, now))));
  }

  private MarketAnswer search(MarketRequest request, Instant now) {
    List<String> identifiers = words(request.query().get("identifiers"));
    boolean bySku = "SKU".equals(request.query().get("identifiersType"));
    if (identifiers.size() > PAGE_AT_MOST || identifiers.isEmpty() == bySku) {
      return invalid();
    }
    String after = request.query().get("createdAfter");
    Stream<ListedItem> all = catalogue.all().stream();
    List<ListedItem> found =
        all.filter(item -> isShown(item, now))
            .filter(item -> !bySku || identifiers.contains(item.sku))
            .filter(item -> after == null || !item.createdAt.isBefore(Instant.parse(after)))
            .toList();
    String token = request.query().get("pageToken");
    int from = token == null ? 0 : Integer.parseInt(token.substring("page-".length()));
    String size = request.query().get("pageSize");
    int to =
        Math.min(
            Math.min(found.size(), PAGED_AT_MOST),
            from + (size == null ? 10 : Integer.parseInt(size)));
    return MarketAnswer.json(200, Tree.text(page(request, found, from, to, now)));
  }

  private Map<String, Object> page(
      MarketRequest request, List<ListedItem> found, int from, int to, Instant now) {
    List<String> included = words(request.query().get("includedData"));
    List<Object> items = new ArrayList<>();
    found.subList(from, to).forEach(item -> items.add(item.item(account, included, now, true)));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("numberOfResults", found.size());
    if (to < Math.min(found.size(), PAGED_AT_MOST)) {
      answer.put("pagination", Map.of("nextToken", "page-" + to));
    }
    answer.put("items", items);
    return answer;
  }

  /** Of a list that commas separate. */
  static List<String> words(@Nullable String list) {
    return list == null || list.isEmpty() ? List.of() : List.of(list.split(","));
  }
}
