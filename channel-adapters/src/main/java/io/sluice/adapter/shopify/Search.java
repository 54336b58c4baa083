package io.sluice.adapter.shopify;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One search by SKUs and the pages of its answer. */
final class Search {
  /** A search finds what only resembles it too; further pages are looked at up to here. */
  private static final int PAGES_AT_MOST = 5;

  private final AdminApi api;
  private final Course course;
  private final Book book;
  private final List<String> skus;
  private final int first;
  private final Map<String, List<Seen>> found = new HashMap<>();
  private final Map<String, Map<String, String>> learned = new HashMap<>();
  private @Nullable Outcome problem;

  Search(AdminApi api, Course course, Book book, List<String> skus, int first) {
    this.api = api;
    this.course = course;
    this.book = book;
    this.skus = skus;
    this.first = first;
  }

  /** What is to be remembered of those that had their place. */
  Map<String, Map<String, String>> learned() {
    return learned;
  }

  Future<Search> page(@Nullable String after, int number) {
    return api.ask(Questions.findBySku(skus, first, after), course)
        .compose(
            reply -> {
              if (reply instanceof Reply.Problem failed) {
                problem = failed.why();
                return Future.succeededFuture(this);
              }
              Tree variants = ((Reply.Data) reply).data().at("productVariants");
              variants.at("nodes").list().forEach(this::take);
              String end = variants.at("pageInfo", "endCursor").text();
              if (!variants.at("pageInfo", "hasNextPage").isTrue() || end == null) {
                return Future.succeededFuture(this);
              }
              if (number == PAGES_AT_MOST) {
                problem =
                    new Outcome.Rejected(
                        "sku.too_many_alike",
                        "too many variants there have a SKU that resembles it",
                        Scope.CALL,
                        null);
                return Future.succeededFuture(this);
              }
              return page(end, number + 1);
            });
  }

  /** Upper and lower case differ in a SKU, though not in a search. */
  private void take(Tree variant) {
    String sku = variant.at("sku").text("");
    Seen seen = Seen.of(variant, variant.at("product"));
    if (seen != null && skus.contains(sku)) {
      found.computeIfAbsent(sku, any -> new ArrayList<>()).add(seen);
    }
  }

  Book.Place place(String sku, Book.Place before) {
    List<Seen> all = found.getOrDefault(sku, List.of());
    if (all.size() > 1) {
      return new Book.Place(
          before.ids(),
          new Outcome.Rejected(
              "sku.ambiguous",
              "the shop has %d variants with this SKU: give all but one of them another"
                  .formatted(all.size()),
              Scope.ITEM,
              null));
    }
    if (problem != null) {
      // Also where it was found: a page that is missing may have it too.
      return new Book.Place(before.ids(), problem);
    }
    if (all.isEmpty()) {
      return before;
    }
    Seen seen = all.get(0);
    String creating = before.ids().creating();
    if (creating == null) {
      learned.put(sku, seen.ids().stored());
      return new Book.Place(seen.ids(), null);
    }
    // An attempt to create it ended without an answer, and did create it.
    Ids made = book.made(seen, true);
    learned.putAll(book.rows(sku, made, seen.draft() && !Ids.isProduct(creating)));
    return new Book.Place(made, null);
  }
}
